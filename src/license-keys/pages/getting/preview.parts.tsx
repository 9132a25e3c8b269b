/** What getting keys will change, before it is done. */
import type { Values } from "../../../platform/http/forms.ts";
import { Facts } from "../../../web/facts.tsx";
import { withQuery } from "../../../web/filter.tsx";
import { Form, SubmitButton } from "../../../web/form.tsx";
import { Notice } from "../../../web/notice.tsx";
import { ActionLink, Columns, Section } from "../../../web/page.tsx";
import type { Chrome } from "../../../web/shell/chrome.ts";
import { Count } from "../../../web/values.tsx";
import { keySay } from "../../texts.ts";
import { keysHref } from "../links.rules.ts";
import { HeldList, KeyPage, spelled } from "../shared.parts.tsx";
import type { KeySite } from "../site.operations.ts";
import { pageSay, rightText } from "../texts.ts";
import { GetSteps } from "./get.parts.tsx";
import type { GetPreview } from "./operations.ts";

interface PreviewProps {
  readonly chrome: Chrome;
  readonly site: KeySite;
  readonly preview: GetPreview;
  /** What was asked, to be sent once more. */
  readonly values: Values;
  readonly attempt: string;
}

export function GetPreviewPage({ chrome, site, preview, values, attempt }: PreviewProps) {
  const [say, words] = [pageSay(chrome.language), keySay(chrome.language)];
  const { key, before, after, available } = preview;
  const address = keysHref(site.siteId, "/get");
  return (
    <KeyPage
      chrome={chrome}
      site={site}
      title={say("checkTitle", { quantity: key.quantity, product: key.productName })}
      back={{ href: withQuery(address, values), label: say("change") }}
    >
      <GetSteps say={say} current={2} />
      <Facts
        items={[
          { label: words("quantity"), value: <Count value={key.quantity} /> },
          { label: say("left"), value: <Count value={available} /> },
          { label: words("order"), value: key.orderNumber },
          { label: words("lock"), value: words(`lock.${key.lock}`) },
          { label: say("opens"), value: rightText(chrome.language, key), isWide: true },
          { label: words("host"), value: <Where {...{ chrome, preview }} />, isWide: true },
        ]}
      />
      {before !== null && after !== null && (
        <Columns>
          <Section title={say("fileNow")}>
            <HeldList chrome={chrome} keys={before} />
          </Section>
          <Section title={say("fileThen")}>
            <HeldList chrome={chrome} keys={after} />
          </Section>
        </Columns>
      )}
      <Notice>
        <p>{say(key.delivery === "online" ? "getOnlineText" : "getText")}</p>
      </Notice>
      <Form action={address} hidden={{ ...values, attempt }}>
        <SubmitButton>{say("getNow")}</SubmitButton>
      </Form>
      <p>
        <ActionLink href={withQuery(address, values)}>{say("change")}</ActionLink>
      </p>
    </KeyPage>
  );
}

function Where({ chrome, preview: { key, isNewHost } }: Pick<PreviewProps, "chrome" | "preview">) {
  const [say, words] = [pageSay(chrome.language), keySay(chrome.language)];
  const { hostName, hostKind, hostValue } = key;
  if (hostKind === null) return <>{words("delivery.online")}</>;
  const value = spelled({ kind: hostKind, value: hostValue ?? "" });
  return (
    <span>
      <bdi>{hostName}</bdi> ({words(`kind.${hostKind}`)} {value}){isNewHost && <> · {say("newHost")}</>}
    </span>
  );
}
