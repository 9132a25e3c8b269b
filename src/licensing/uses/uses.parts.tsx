/** Who uses an online key now, and how a seat is freed. */
import type { ComponentChildren } from "preact";
import type { LicenseKey } from "../../license-keys/index.ts";
import { Code } from "../../web/code.tsx";
import { Empty } from "../../web/empty.tsx";
import { Facts } from "../../web/facts.tsx";
import { Form, SubmitButton } from "../../web/form.tsx";
import { whenText } from "../../web/locale/formats.ts";
import { useReader } from "../../web/locale/reader.ts";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, DataTable } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { Count, When } from "../../web/values.tsx";
import type { UsesRoom } from "./operations.ts";
import type { Queued, Use } from "./store.ts";
import { type UsesSay, usesSay } from "./texts.ts";
import type { KeyUses } from "./uses.documents.ts";

const keysHref = (siteId: string) => `/sites/${siteId}/license-keys`;
const keyHref = (siteId: string, keyId: string) => `${keysHref(siteId)}/${keyId}`;

export function usesHref(siteId: string, keyId: string): string {
  return `${keyHref(siteId, keyId)}/uses`;
}

interface UsesProps {
  readonly chrome: Chrome;
  readonly room: UsesRoom;
  /** `now`, `before`, or the instant until which the machine may go on without network. */
  readonly freed: string | undefined;
}

export function UsesPage({ chrome, room, freed }: UsesProps) {
  const say = usesSay(chrome.language);
  const { siteId, siteNumber, key, uses } = room;
  return (
    <Page
      chrome={chrome}
      title={say("title")}
      lead={
        <>
          {say("lead", { product: key.productName })}{" "}
          <span class="nowrap">{say("ofSite", { number: siteNumber })}</span>
        </>
      }
      back={{ href: keyHref(siteId, key.id), label: say("back") }}
    >
      {freed !== undefined && <Freed say={say} freed={freed} />}
      {uses === null || key.state !== "issued" ? (
        <NotInUse say={say} siteId={siteId} held={key} />
      ) : (
        <InForce say={say} siteId={siteId} held={key} uses={uses} />
      )}
    </Page>
  );
}

function Freed({ say, freed }: { say: UsesSay; freed: string }) {
  const { language, timeZone } = useReader();
  if (freed === "now") return <Notice tone="ok" title={say("freed")} isNews />;
  if (freed === "before") return <Notice title={say("freedBefore")} isNews />;
  const until = whenText(language, freed, timeZone);
  return <Notice tone="warn" title={say("freedOffline", { until })} isNews />;
}

interface HeldProps {
  readonly say: UsesSay;
  readonly siteId: string;
  readonly held: LicenseKey;
}

/** Why there is nothing to see. */
function NotInUse({ say, siteId, held }: HeldProps) {
  const why = held.delivery === "file" ? "file" : "over";
  return (
    <Empty title={say(why)} action={{ href: keyHref(siteId, held.id), label: say("back") }}>
      {say(`${why}Text`)}
    </Empty>
  );
}

function InForce({ say, siteId, held, uses }: HeldProps & { uses: KeyUses }) {
  const { quantity, used, borrowedUntil, waiting } = uses;
  const isLocked = held.lock === "node-locked";
  return (
    <>
      <Facts
        items={[
          {
            label: say("used"),
            value: (
              <Explained by={say(isLocked ? "usedLocked" : "usedFloating")}>
                {say("usedOf", { used, quantity })}
              </Explained>
            ),
          },
          ...(borrowedUntil === null
            ? []
            : [{ label: say("borrowedUntil"), value: <When at={borrowedUntil} /> }]),
        ]}
      />
      {used >= quantity && (
        <Notice tone="warn" title={say("full", { quantity })}>
          <p>{say("fullText")}</p>
          <p>
            <ActionLink href={`${keysHref(siteId)}/get?lineId=${held.lineId}`}>{say("get")}</ActionLink>
          </p>
        </Notice>
      )}
      <DataTable
        caption={say("title")}
        columns={seatColumns(say, siteId)}
        rows={uses.uses}
        rowKey={({ useId }) => useId}
        empty={
          <Empty title={say("none")} action={{ href: keyHref(siteId, held.id), label: say("back") }}>
            {say(isLocked ? "noneLocked" : "noneFloating", { quantity })}
          </Empty>
        }
      />
      {used > uses.uses.length && <p class="hint">{say("more", { shown: uses.uses.length, used })}</p>}
      {uses.uses.length > 0 && (
        <Section title={say("freeTitle")}>
          {isLocked ? (
            <p>{say("freeActivation")}</p>
          ) : (
            <ul>
              <li>{say("freeFloating")}</li>
              <li>{say("freeBorrowed")}</li>
            </ul>
          )}
        </Section>
      )}
      {waiting.length > 0 && (
        <Section title={say("waiting")}>
          <p>{say("waitingText")}</p>
          <DataTable
            caption={say("waiting")}
            columns={queueColumns(say)}
            rows={waiting}
            rowKey={({ position }) => String(position)}
            empty={null}
          />
        </Section>
      )}
    </>
  );
}

function Explained({ by, children }: { by: string; children: ComponentChildren }) {
  return (
    <span>
      {children}
      <small class="under">{by}</small>
    </span>
  );
}

function seatColumns(say: UsesSay, siteId: string): Column<Use>[] {
  return [
    {
      header: say("machine"),
      cell: ({ machine, name }) => (
        <span>
          {name !== "" && (
            <>
              <bdi>{name}</bdi>{" "}
            </>
          )}
          <Code>{machine}</Code>
        </span>
      ),
    },
    {
      header: say("kind"),
      cell: ({ kind, isContested }) => (
        <span>
          <Tag tone={kind === "borrowed" ? "info" : "plain"}>{say(`kind.${kind}`)}</Tag>
          {isContested && (
            <>
              {" "}
              <Tag tone="bad">{say("contested")}</Tag>
              <small class="under">{say("contestedText")}</small>
            </>
          )}
        </span>
      ),
    },
    { header: say("since"), cell: ({ since }) => <When at={since} /> },
    {
      header: say("until"),
      cell: ({ until }) => (until === null ? say("untilTaken") : <When at={until} />),
    },
    {
      header: say("free"),
      isHeaderHidden: true,
      cell: ({ keyId, useId, machine, name }) => (
        <Form action={`${usesHref(siteId, keyId)}/${useId}/end`}>
          <SubmitButton tone="plain" description={say("freeOf", { machine: name === "" ? machine : name })}>
            {say("free")}
          </SubmitButton>
        </Form>
      ),
    },
  ];
}

function queueColumns(say: UsesSay): Column<Queued>[] {
  return [
    { header: say("position"), cell: ({ position }) => <Count value={position} />, isNumeric: true },
    { header: say("machine"), cell: ({ machine }) => <Code>{machine}</Code> },
    { header: say("since"), cell: ({ since }) => <When at={since} /> },
  ];
}
