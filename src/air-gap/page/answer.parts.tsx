/** The answer: as a file, as lines to type, as a QR code; and the bundle to carry over. Made to be printed. */
import { qrCode } from "../../platform/pdf/qr.ts";
import { Facts } from "../../web/facts.tsx";
import { Form, SelectField, SubmitButton } from "../../web/form.tsx";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Columns, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { When } from "../../web/values.tsx";
import type { BundleChoice } from "../bundle/operations.ts";
import type { Answer } from "../store.ts";
import { type AirGapSay, airGapSay } from "../texts.ts";
import { airGapHref } from "./hrefs.rules.ts";

interface AnswerProps {
  chrome: Chrome;
  siteId: string;
  answer: Answer;
  versions: readonly BundleChoice[];
}

export function AnswerPage({ chrome, siteId, answer, versions }: AnswerProps) {
  const say = airGapSay(chrome.language);
  const { host, productName: product, quantity, answerCode } = answer;
  return (
    <Page
      chrome={chrome}
      title={say("answerPage", { host: host.name })}
      back={{ href: airGapHref(siteId), label: say("back") }}
    >
      <Notice tone="ok" title={say("answerReady")} isNews>
        <p>{say("answerReadyText")}</p>
      </Notice>
      <p class="actions">
        <ActionLink href={`/v1/sites/${siteId}/hosts/${host.id}/license-file`} isMain>
          {say("saveFile")}
        </ActionLink>
      </p>
      <Facts
        items={[
          { label: say("opens"), value: say("keyOf", { quantity: String(quantity), product }) },
          { label: say("nonce"), value: <code class="mono">{answer.nonce}</code> },
          { label: say("when"), value: <When at={answer.answeredAt} /> },
        ]}
      />
      <Section title={say("codeTitle")}>
        {answerCode === null ? <p>{say("codeNone")}</p> : <Typed say={say} code={answerCode} />}
      </Section>
      <Section title={say("bundle")}>
        <p>{say("bundleText")}</p>
        <BundleForm say={say} siteId={siteId} answer={answer} versions={versions} />
      </Section>
    </Page>
  );
}

function Typed({ say, code }: { say: AirGapSay; code: string }) {
  const lines = code.split("\n");
  const { size, path } = qrCode(lines.join(" "));
  return (
    <>
      <p>{say("codeText")}</p>
      <Columns>
        <ol class="typed" translate={false}>
          {lines.map((line) => (
            <li key={line}>
              <code class="mono">{line}</code>
            </li>
          ))}
        </ol>
        <div>
          <h3>{say("qrTitle")}</h3>
          <svg class="qr" role="img" aria-label={say("qrLabel")} viewBox={`0 0 ${size} ${size}`} width="220">
            <path d={path} fill="currentColor" />
          </svg>
        </div>
      </Columns>
      <p>{say("print")}</p>
    </>
  );
}

function BundleForm({ say, siteId, answer, versions }: { say: AirGapSay } & Omit<AnswerProps, "chrome">) {
  if (versions.length === 0) return <p>{say("bundleNone")}</p>;
  const platforms = [...new Set(versions.flatMap((choice) => choice.platforms))].toSorted();
  return (
    <Form
      method="get"
      action={`/v1/sites/${siteId}/air-gap/bundle.zip`}
      hidden={{ hostId: answer.host.id, product: answer.productCode }}
    >
      <SelectField
        name="version"
        label={say("version")}
        options={versions.map(({ version }) => ({ value: version, label: version }))}
      />
      <SelectField
        name="platform"
        label={say("platform")}
        required={false}
        prompt={say("anyPlatform")}
        options={platforms.map((platform) => ({ value: platform, label: platform }))}
      />
      <div class="actions">
        <SubmitButton tone="plain">{say("takeBundle")}</SubmitButton>
      </div>
    </Form>
  );
}
