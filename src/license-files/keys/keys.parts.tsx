/** The vendor's page of signing keys: what each may do, what waits for a second person, how they change. */

import { pemOf } from "../../platform/key-ring.ts";
import { Code, CodeBlock } from "../../web/code.tsx";
import { Empty } from "../../web/empty.tsx";
import { Form, SelectField, SubmitButton, TextAreaField } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { countText, whenText } from "../../web/locale/formats.ts";
import { Notice } from "../../web/notice.tsx";
import { Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, DataTable } from "../../web/table.tsx";
import { Tag, type Tone } from "../../web/tag.tsx";
import { Count, PersonName, When } from "../../web/values.tsx";
import { type SigningSay, signingSay } from "../texts.ts";
import type { ShownKey, Signing } from "./read.operations.ts";

export const KEYS_PATH = "/operator/signing-keys";

export interface KeysProps {
  readonly chrome: Chrome;
  readonly signing: Signing;
  readonly news: "asked" | "done" | "withdrawn" | undefined;
  readonly days: number;
  readonly isRotatable: boolean;
  readonly address: string;
  /** Which of the two forms came back. */
  readonly failed?: { readonly deed: string; readonly errors: FormErrors } | undefined;
}

export function KeysPage(props: KeysProps) {
  const { chrome, signing, news, address } = props;
  const say = signingSay(chrome.language);
  const open = signing.changes.filter(({ state }) => state === "asked");
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")}>
      {news !== undefined && (
        <Notice tone="ok" isNews>
          {say(`news_${news}`)}
        </Notice>
      )}
      {open.length > 0 && <OpenChanges say={say} open={open} viewer={signing.viewer} />}
      <Section title={say("keysTitle")}>
        <DataTable
          caption={say("keysTitle")}
          columns={keyColumns(say)}
          rows={signing.keys}
          rowKey={({ id }) => id}
          empty={<Empty title={say("keysTitle")} />}
        />
        <p class="hint">{say("hostsHint")}</p>
      </Section>
      <Rotation {...props} say={say} />
      <Compromise {...props} say={say} />
      <Section title={say("publicTitle")}>
        <p>{say("publicLead", { address })}</p>
        {signing.keys
          .filter(({ state }) => state !== "compromised")
          .map(({ id, publicKey }) => (
            <CodeBlock key={id} label={id} value={pemOf(publicKey).trim()} />
          ))}
      </Section>
      <History say={say} signing={signing} />
    </Page>
  );
}

type Changes = Signing["changes"];

function OpenChanges({ say, open, viewer }: { say: SigningSay; open: Changes; viewer: string | null }) {
  return (
    <Section title={say("openTitle")}>
      <p>{say("openLead")}</p>
      {open.map(({ id, deed, keyId, reason, askedBy, askedName, askedAt }) => (
        <Notice
          key={id}
          tone="warn"
          title={say(deed === "rotate" ? "askedRotate" : "askedCompromise", { key: keyId })}
        >
          <p>
            {say("askedBy", { name: askedName })} · <When at={askedAt} />
          </p>
          <p>
            {say("reason")}: <bdi>{reason}</bdi>
          </p>
          {askedBy === viewer ? (
            <p>{say("ownAsk")}</p>
          ) : (
            <Form action={`${KEYS_PATH}/changes/${id}/confirmation`}>
              <SubmitButton tone={deed === "compromise" ? "danger" : "plain"}>{say("confirm")}</SubmitButton>
            </Form>
          )}
          <Form action={`${KEYS_PATH}/changes/${id}/withdrawal`}>
            <SubmitButton tone="plain">{say("withdraw")}</SubmitButton>
          </Form>
        </Notice>
      ))}
    </Section>
  );
}

const TONES: Record<ShownKey["state"], Tone> = {
  next: "info",
  current: "ok",
  retired: "plain",
  compromised: "bad",
};

function keyColumns(say: SigningSay): Column<ShownKey>[] {
  return [
    { header: say("key"), isNowrap: true, cell: ({ id }) => <Code>{id}</Code> },
    { header: say("state"), cell: ({ state }) => <Tag tone={TONES[state]}>{say(`state_${state}`)}</Tag> },
    { header: say("since"), cell: (key) => <When at={sinceOf(key)} /> },
    { header: say("hosts"), isNumeric: true, cell: ({ hosts }) => <Count value={hosts} /> },
    {
      header: say("file"),
      cell: ({ fault, state }) => (state === "compromised" ? "–" : (fault ?? say("fileGood"))),
    },
    {
      header: say("pem"),
      cell: ({ id, state }) =>
        state === "compromised" ? "–" : <a href={`/v1/licensing/public-keys/${id}.pem`}>{`${id}.pem`}</a>,
    },
  ];
}

/** Since when it is what it is. */
function sinceOf(key: ShownKey): string {
  const { state, publishedAt, currentFrom, currentThrough, compromisedAt } = key;
  const by = { next: publishedAt, current: currentFrom, retired: currentThrough, compromised: compromisedAt };
  return by[state] ?? publishedAt;
}

type Part = KeysProps & { readonly say: SigningSay };

function Rotation({ say, chrome, signing, days, isRotatable, failed }: Part) {
  const next = signing.keys.find(({ state }) => state === "next");
  const { language, timeZone } = chrome;
  const when = (at: string) => whenText(language, at, timeZone);
  return (
    <Section title={say("rotateTitle")}>
      <p>{say("rotateLead")}</p>
      {next !== undefined && <p>{say("rotateWhat", { since: when(next.publishedAt) })}</p>}
      {isRotatable ? (
        <>
          <p>
            {say("rotateNow")} {say("twoPeople")}
          </p>
          <Form action={`${KEYS_PATH}/rotations`} errors={failed?.deed === "rotate" ? failed.errors : {}}>
            <TextAreaField
              name="reason"
              label={say("reason")}
              hint={say("reasonHint")}
              rows={2}
              maxLength={500}
            />
            <SubmitButton>{say("rotateAsk")}</SubmitButton>
          </Form>
        </>
      ) : (
        signing.rotatableAt !== null && (
          <Notice>
            {say("rotateFrom", {
              from: when(signing.rotatableAt),
              days: countText(language, days),
            })}
          </Notice>
        )
      )}
    </Section>
  );
}

function Compromise({ say, signing, failed }: Part) {
  const keys = signing.keys.filter(({ state }) => state !== "compromised");
  return (
    <Section title={say("compromiseTitle")}>
      <p>{say("compromiseLead")}</p>
      <p>{say("compromiseWhat")}</p>
      <p>{say("compromiseDrill")}</p>
      <p>{say("twoPeople")}</p>
      <Form action={`${KEYS_PATH}/compromises`} errors={failed?.deed === "compromise" ? failed.errors : {}}>
        <SelectField
          name="keyId"
          label={say("compromiseKey")}
          prompt={say("chooseKey")}
          options={keys.map(({ id, state }) => ({ value: id, label: `${id} · ${say(`state_${state}`)}` }))}
        />
        <TextAreaField
          name="because"
          label={say("reason")}
          hint={say("reasonHint")}
          rows={2}
          maxLength={500}
        />
        <SubmitButton tone="danger">{say("compromiseAsk")}</SubmitButton>
      </Form>
    </Section>
  );
}

function History({ say, signing }: { say: SigningSay; signing: Signing }) {
  const columns: Column<Changes[number]>[] = [
    { header: say("what"), cell: ({ deed }) => say(`deed_${deed}`) },
    { header: say("key"), isNowrap: true, cell: ({ keyId }) => <Code>{keyId}</Code> },
    { header: say("reason"), cell: ({ reason }) => <bdi>{reason}</bdi> },
    {
      header: say("who"),
      cell: ({ askedName, confirmedName, path }) => (
        <>
          <PersonName name={askedName} />
          {path === "command" && ` (${say("byCommand")})`}
          {confirmedName !== null && (
            <>
              {" · "}
              <PersonName name={confirmedName} />
            </>
          )}
        </>
      ),
    },
    { header: say("when"), cell: ({ endedAt }) => <When at={endedAt} /> },
    { header: say("outcome"), cell: ({ state }) => say(`state_${state}`) },
  ];
  return (
    <Section title={say("historyTitle")}>
      <DataTable
        caption={say("historyTitle")}
        columns={columns}
        rows={signing.changes.filter(({ state }) => state !== "asked")}
        rowKey={({ id }) => id}
        empty={<Empty title={say("historyNone")} />}
      />
    </Section>
  );
}
