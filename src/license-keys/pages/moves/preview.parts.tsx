/** Both hosts as they are and as they will be, what cannot go and why. */
import type { Values } from "../../../platform/http/forms.ts";
import { withQuery } from "../../../web/filter.tsx";
import { Form, SubmitButton } from "../../../web/form.tsx";
import { listText } from "../../../web/locale/formats.ts";
import { Notice } from "../../../web/notice.tsx";
import { ActionLink, Columns, Section } from "../../../web/page.tsx";
import type { Chrome } from "../../../web/shell/chrome.ts";
import { Tag } from "../../../web/tag.tsx";
import { Count } from "../../../web/values.tsx";
import type { MovedSide, MoveRefusal, MoveReport } from "../../moves/move.data.ts";
import { moveSay } from "../../moves/texts.ts";
import { keySay } from "../../texts.ts";
import { keyHref, keysHref } from "../links.rules.ts";
import { HeldList, KeyPage } from "../shared.parts.tsx";
import type { KeySite } from "../site.operations.ts";
import { MoveSteps } from "./choose.parts.tsx";

interface PreviewProps {
  readonly chrome: Chrome;
  readonly site: KeySite;
  readonly report: MoveReport;
  /** What was asked, to be sent once more or to be changed. */
  readonly values: Values;
  readonly attempt: string;
}

export function MovePreviewPage({ chrome, site, report, values, attempt }: PreviewProps) {
  const say = moveSay(chrome.language);
  const { siteId } = site;
  const { from, to, moved, refused, stays, isNewHost } = report;
  const address = keysHref(siteId, "/move");
  const { step: _step, ...asked } = values;
  const isWhole = refused.length === 0;
  return (
    <KeyPage
      chrome={chrome}
      site={site}
      title={isWhole ? say("willMove", { count: moved.length }) : say("refusedTitle")}
      {...(isWhole ? { lead: say("willMoveText") } : { lead: say("refusedText") })}
      back={{ href: withQuery(address, asked), label: say("change") }}
    >
      <MoveSteps say={say} current={2} />
      <Refusals chrome={chrome} siteId={siteId} title={say("refusedTitle")} refused={refused} isBad />
      {from.map((side) => (
        <Side
          key={side.host.id}
          chrome={chrome}
          side={side}
          title={say("oldHost", { host: side.host.name })}
        />
      ))}
      <Side chrome={chrome} side={to} title={say("newHostNamed", { host: to.host.name })} isNew={isNewHost} />
      <Refusals chrome={chrome} siteId={siteId} title={say("staysTitle")} refused={stays} />
      {isWhole && (
        <Form action={address} hidden={{ ...asked, attempt }}>
          <SubmitButton>{say("apply")}</SubmitButton>
        </Form>
      )}
      <div class="actions">
        {!isWhole && moved.length > 0 && (
          <ActionLink
            isMain
            href={withQuery(address, { ...values, keys: moved.map(({ keyId }) => keyId).join(",") })}
          >
            {say("withoutThese")}
          </ActionLink>
        )}
        <ActionLink href={withQuery(address, asked)}>{say("change")}</ActionLink>
      </div>
    </KeyPage>
  );
}

function Side({
  chrome,
  side,
  title,
  isNew = false,
}: {
  chrome: Chrome;
  side: MovedSide;
  title: string;
  isNew?: boolean;
}) {
  const say = moveSay(chrome.language);
  return (
    <Section title={title} {...(isNew ? { actions: <Tag tone="info">{say("isNew")}</Tag> } : {})}>
      <Columns>
        <div>
          <h3>{say("before")}</h3>
          <HeldList chrome={chrome} keys={side.before} />
        </div>
        <div>
          <h3>{say("after")}</h3>
          <HeldList chrome={chrome} keys={side.after} />
        </div>
      </Columns>
    </Section>
  );
}

interface RefusalsProps {
  readonly chrome: Chrome;
  readonly siteId: string;
  readonly title: string;
  readonly refused: readonly MoveRefusal[];
  readonly isBad?: boolean;
}

function Refusals({ chrome, siteId, title, refused, isBad = false }: RefusalsProps) {
  if (refused.length === 0) return null;
  return (
    <Notice tone={isBad ? "bad" : "info"} title={title} isNews={isBad}>
      <ul>
        {refused.map((refusal) => (
          <li key={refusal.keyId}>
            <a href={keyHref(siteId, refusal.keyId)}>
              <Count value={refusal.quantity} /> × {refusal.productName}
            </a>
            {": "}
            {whyText(chrome.language, refusal)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function whyText(language: Chrome["language"], { reason, offered }: MoveRefusal): string {
  const [say, words] = [moveSay(language), keySay(language)];
  const named = listText(
    language,
    offered.map((each) => {
      if (each === "file" || each === "online") return words(`delivery.${each}`);
      return each === "node-locked" || each === "floating" ? words(`lock.${each}`) : words(`kind.${each}`);
    }),
  );
  if (reason === "lock_not_offered") return say("why.lock_not_offered", { offered: named });
  if (reason === "host_kind_not_offered") return say("why.host_kind_not_offered", { offered: named });
  return say(`why.${reason}`);
}
