/** The screens of a list: choosing the file, seeing what it would do. */
import { PRIVILEGES } from "../../access/index.ts";
import type { Language } from "../../platform/language.ts";
import { FileField, Form, SubmitButton } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { Steps } from "../../web/steps.tsx";
import { type Column, DataTable } from "../../web/table.tsx";
import { Absent, Count } from "../../web/values.tsx";
import { membersHref } from "../member.rules.ts";
import { PRIVILEGE_NAMES } from "../rights/rights.rules.ts";
import { fieldText, type MemberSay, memberSay } from "../texts.ts";
import type { Fault } from "./list.rules.ts";
import type { Change, Preview } from "./operations.ts";
import { messageOf } from "./routes.ts";

interface PageProps {
  readonly chrome: Chrome;
  readonly siteId: string;
}

function Way({ say, current }: { say: MemberSay; current: number }) {
  return <Steps labels={[say("stepFile"), say("stepCheck"), say("stepDone")]} current={current} />;
}

export function UploadPage({ chrome, siteId, errors }: PageProps & { errors: FormErrors }) {
  const say = memberSay(chrome.language);
  const path = `${membersHref(siteId)}/import`;
  return (
    <Page
      chrome={chrome}
      title={say("import")}
      lead={say("importLead")}
      back={{ href: membersHref(siteId), label: say("title") }}
      actions={<ActionLink href={`${path}/template.csv`}>{say("template")}</ActionLink>}
    >
      <Way say={say} current={1} />
      <Form action={path} errors={errors} hasFiles>
        <FileField
          name="file"
          label={say("importFile")}
          hint={say("importFileHint")}
          accept=".csv,text/csv"
        />
        <SubmitButton>{say("importCheck")}</SubmitButton>
      </Form>
      <Section title={say("columns")}>
        <DataTable
          caption={say("columns")}
          columns={[
            { header: say("column"), cell: ([name]) => <code>{name}</code>, isNowrap: true },
            { header: say("values"), cell: ([, values]) => values },
          ]}
          rows={columnsOf(say)}
          rowKey={([name]) => name}
          empty={null}
        />
      </Section>
    </Page>
  );
}

function columnsOf(say: MemberSay): (readonly [name: string, values: string])[] {
  return [
    ["email", say("columnEmail")],
    ["action", say("columnAction")],
    ["role", say("columnRole")],
    ...PRIVILEGE_NAMES.map((name) => [name, PRIVILEGES[name].join(", ")] as const),
    ["validThrough", say("columnValidThrough")],
  ];
}

/** A page shows so many of each; the API tells all. */
const MOST_SHOWN = 500;

export function PreviewPage({ chrome, siteId, preview }: PageProps & { preview: Preview }) {
  const { language } = chrome;
  const say = memberSay(language);
  const path = `${membersHref(siteId)}/import`;
  const { faults, changes, counts, digest } = preview;
  return (
    <Page chrome={chrome} title={say("previewTitle")} back={{ href: path, label: say("another") }}>
      <Way say={say} current={2} />
      {faults.length > 0 ? (
        <Notice tone="bad" isNews>
          {say("previewFaults", { count: faults.length })}
        </Notice>
      ) : (
        <Notice isNews>{say("previewCounts", counts)}</Notice>
      )}
      {faults.length === 0 && (
        <Form action={`${path}/preview`} hidden={{ digest }}>
          <SubmitButton>{say("apply")}</SubmitButton>
        </Form>
      )}
      {faults.length > 0 && <FaultsTable language={language} faults={faults} />}
      {changes.length > 0 && <ChangesTable language={language} changes={changes} />}
    </Page>
  );
}

function FaultsTable({ language, faults }: { language: Language; faults: readonly Fault[] }) {
  const say = memberSay(language);
  const columns: Column<Fault>[] = [
    { header: say("line"), cell: ({ line }) => <Count value={line} />, isNumeric: true },
    { header: say("field"), cell: ({ field }) => (field === null ? <Absent /> : fieldText(language, field)) },
    { header: say("what"), cell: (fault) => messageOf(fault, language) },
  ];
  return (
    <Section title={say("what")}>
      <DataTable
        caption={say("what")}
        columns={columns}
        rows={faults.slice(0, MOST_SHOWN)}
        rowKey={({ line, field, code }) => `${line} ${field} ${code}`}
        empty={null}
      />
      {faults.length > MOST_SHOWN && <p class="hint">{say("firstShown", { count: MOST_SHOWN })}</p>}
    </Section>
  );
}

function ChangesTable({ language, changes }: { language: Language; changes: readonly Change[] }) {
  const say = memberSay(language);
  const words = {
    add: say("actionAdd"),
    change: say("actionChange"),
    remove: say("actionRemove"),
    keep: say("actionKeep"),
  };
  const columns: Column<Change>[] = [
    { header: say("line"), cell: ({ line }) => <Count value={line} />, isNumeric: true },
    { header: say("email"), cell: ({ email }) => <bdi>{email}</bdi> },
    { header: say("action"), cell: ({ action }) => words[action] },
    {
      header: say("fields"),
      cell: ({ fields }) =>
        fields.length === 0 ? <Absent /> : fields.map((field) => fieldText(language, field)).join(", "),
    },
  ];
  return (
    <Section title={say("previewTitle")}>
      <DataTable
        caption={say("previewTitle")}
        columns={columns}
        rows={changes.slice(0, MOST_SHOWN)}
        rowKey={({ line }) => String(line)}
        empty={null}
      />
      {changes.length > MOST_SHOWN && <p class="hint">{say("firstShown", { count: MOST_SHOWN })}</p>}
    </Section>
  );
}
