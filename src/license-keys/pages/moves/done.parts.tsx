/** A move that was made: its files, what to do with them, and undoing it within a day. */

import { Facts } from "../../../web/facts.tsx";
import { Form, SubmitButton } from "../../../web/form.tsx";
import { whenText } from "../../../web/locale/formats.ts";
import { Notice } from "../../../web/notice.tsx";
import { ActionLink, Section } from "../../../web/page.tsx";
import type { Chrome } from "../../../web/shell/chrome.ts";
import { DataTable } from "../../../web/table.tsx";
import { Count, When } from "../../../web/values.tsx";
import { fileNameOf } from "../../files/rules.ts";
import type { Host } from "../../key.data.ts";
import type { MovedKey } from "../../moves/move.data.ts";
import { moveSay } from "../../moves/texts.ts";
import type { MoveInFull } from "../../moves/undo.operations.ts";
import { fileHref, keyHref, keysHref, moveHref } from "../links.rules.ts";
import { HostLine, KeyPage } from "../shared.parts.tsx";
import type { KeySite } from "../site.operations.ts";
import { MoveSteps } from "./choose.parts.tsx";

interface DoneProps {
  readonly chrome: Chrome;
  readonly site: KeySite;
  readonly move: MoveInFull;
  readonly timeZone: string;
  readonly isNews: boolean;
  readonly refusal: string | undefined;
}

export function MovePage({ chrome, site, move, timeZone, isNews, refusal }: DoneProps) {
  const say = moveSay(chrome.language);
  const { siteId } = site;
  const { from, to, moved, undoneAt, obstacle } = move;
  const isUndone = undoneAt !== null;
  const news = isUndone ? say("undoneNews") : say("doneNews", { count: moved.length });
  return (
    <KeyPage
      chrome={chrome}
      site={site}
      title={say("doneTitle", { host: to.name })}
      back={{ href: keysHref(siteId), label: say("backToKeys") }}
    >
      <MoveSteps say={say} current={3} />
      {refusal !== undefined && <Notice tone="bad" title={refusal} isNews />}
      <Notice tone={isUndone ? "info" : "ok"} title={news} isNews={isNews} />
      <p>
        <ActionLink href={moveHref(siteId, move.id, "/archive.zip")} isMain>
          {say("download")}
        </ActionLink>
      </p>
      <Section title={say("installTitle")}>
        <ol>
          {[to, ...from].map((host) => (
            <Install
              key={host.id}
              chrome={chrome}
              siteId={siteId}
              host={host}
              isTarget={host.id === to.id && !isUndone}
            />
          ))}
        </ol>
      </Section>
      <Section title={say("movedKeys")}>
        <Facts
          items={[
            { label: say("when"), value: <When at={move.movedAt} /> },
            ...from.map((host) => ({
              label: say("oldHost", { host: "" }).replace(/[：:]\s*$/, ""),
              value: <HostLine {...{ chrome, siteId, host }} />,
            })),
            { label: say("toHost"), value: <HostLine {...{ chrome, siteId, host: to }} /> },
            ...(undoneAt === null ? [] : [{ label: say("undoneAt"), value: <When at={undoneAt} /> }]),
          ]}
        />
        <Moved chrome={chrome} siteId={siteId} moved={moved} />
      </Section>
      <Section title={say("undoTitle")}>
        {obstacle === undefined ? (
          <>
            <p>{say("undoUntil", { until: whenText(chrome.language, move.undoUntil, timeZone) })}</p>
            <Form action={moveHref(siteId, move.id, "/undo")}>
              <SubmitButton tone="danger">{say("undo")}</SubmitButton>
            </Form>
          </>
        ) : (
          <p>
            {obstacle === "move_changed"
              ? say("problem.move_changed", { product: moved[0]?.productName ?? "" })
              : say(`problem.${obstacle}`)}
          </p>
        )}
      </Section>
    </KeyPage>
  );
}

function Install({
  chrome,
  siteId,
  host,
  isTarget,
}: {
  chrome: Chrome;
  siteId: string;
  host: Host;
  isTarget: boolean;
}) {
  const say = moveSay(chrome.language);
  const file = fileNameOf({ name: host.name, sequence: host.fileSequence });
  return (
    <li>
      {say(isTarget ? "installNew" : "installOld", { host: host.name, file })}{" "}
      <a href={fileHref(siteId, host.id)}>{file}</a>
    </li>
  );
}

function Moved({ chrome, siteId, moved }: { chrome: Chrome; siteId: string; moved: readonly MovedKey[] }) {
  const say = moveSay(chrome.language);
  return (
    <DataTable
      caption={say("movedKeys")}
      columns={[
        {
          header: say("product"),
          cell: ({ newKeyId, productName }) => <a href={keyHref(siteId, newKeyId)}>{productName}</a>,
        },
        {
          header: say("quantity"),
          cell: ({ quantity, kept }) => (
            <span>
              <Count value={quantity} />
              {kept > 0 && <small class="under">{say("kept", { kept })}</small>}
            </span>
          ),
          isNumeric: true,
        },
      ]}
      rows={moved}
      rowKey={({ keyId }) => keyId}
      empty={null}
    />
  );
}
