/** How the keys of each product are made, one product's form, and what a change reaches. */
import { Empty } from "../../web/empty.tsx";
import { CheckboxField, Field, Form, SubmitButton } from "../../web/form.tsx";
import { whenText } from "../../web/locale/formats.ts";
import { Notice } from "../../web/notice.tsx";
import { Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, DataTable } from "../../web/table.tsx";
import { Count } from "../../web/values.tsx";
import { HOST_KINDS, type HostKind, type KeyScheme, LOCKS, type Lock } from "../key.data.ts";
import { keySay } from "../texts.ts";
import type { SchemeInUse } from "./operations.ts";
import { schemesHref } from "./rules.ts";
import { type SchemeSay, schemeSay } from "./texts.ts";

/** As a form has them. */
export interface SchemeValues {
  readonly isLasting: boolean;
  readonly isOnline: boolean;
  readonly hasFiles: boolean;
  readonly fileDays: string;
  readonly leaseSeconds: string;
  readonly borrowDays: string;
  readonly emergencyPerYear: string;
  readonly locks: readonly Lock[];
  readonly hostKinds: readonly HostKind[];
}

interface SchemesProps {
  chrome: Chrome;
  schemes: readonly KeyScheme[];
  usualDays: number;
}

export function SchemesPage({ chrome, schemes, usualDays }: SchemesProps) {
  const say = schemeSay(chrome.language);
  const columns: Column<KeyScheme>[] = [
    { header: say("product"), cell: ({ productName }) => productName },
    { header: say("scheme"), cell: ({ scheme }) => say(`scheme.${scheme}`) },
    { header: say("files"), cell: (scheme) => filesText(say, scheme, usualDays) },
    { header: say("online"), cell: ({ isOnline }) => (isOnline ? say("yes") : say("no")) },
    {
      header: say("emergencies"),
      cell: ({ emergencyPerYear }) => <Count value={emergencyPerYear} />,
      isNumeric: true,
    },
    {
      header: say("change"),
      isHeaderHidden: true,
      cell: ({ productCode, productName: product }) => (
        <a href={schemesHref(productCode)} aria-label={say("changeOf", { product })}>
          {say("change")}
        </a>
      ),
    },
  ];
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")}>
      <DataTable
        caption={say("title")}
        columns={columns}
        rows={schemes}
        rowKey={({ productCode }) => productCode}
        empty={<Empty title={say("none")}>{say("noneText")}</Empty>}
      />
    </Page>
  );
}

function filesText(say: SchemeSay, { hasFiles, isLasting, fileDays }: KeyScheme, usualDays: number): string {
  if (!hasFiles) return say("noFiles");
  if (isLasting) return say("lasting");
  return fileDays === null ? say("usualDays", { days: usualDays }) : say("days", { days: fileDays });
}

interface SchemeProps {
  chrome: Chrome;
  read: SchemeInUse;
  usualDays: number;
  /** What was sent, when it could not be saved. */
  values: SchemeValues | undefined;
  /** The names of fields that are wrong. */
  fields: readonly string[];
  isSaved: boolean;
}

export function SchemePage({ chrome, read, usualDays, values, fields, isSaved }: SchemeProps) {
  const say = schemeSay(chrome.language);
  const { scheme } = read;
  return (
    <Page
      chrome={chrome}
      title={scheme.productName}
      lead={say(`scheme.${scheme.scheme}`)}
      back={{ href: schemesHref(), label: say("title") }}
    >
      {isSaved && (
        <Notice tone="ok" title={say("saved")} isNews>
          <p>{say("savedText")}</p>
        </Notice>
      )}
      <Effect say={say} chrome={chrome} read={read} />
      <SchemeForm
        say={say}
        chrome={chrome}
        usualDays={usualDays}
        values={values ?? shown(scheme)}
        fields={fields}
      />
    </Page>
  );
}

function shown(scheme: KeyScheme): SchemeValues {
  const { fileDays, leaseSeconds, borrowDays, emergencyPerYear } = scheme;
  return {
    ...scheme,
    fileDays: fileDays === null ? "" : String(fileDays),
    leaseSeconds: String(leaseSeconds),
    borrowDays: String(borrowDays),
    emergencyPerYear: String(emergencyPerYear),
  };
}

function Effect({ say, chrome, read: { inUse } }: { say: SchemeSay; chrome: Chrome; read: SchemeInUse }) {
  const { sites, fileKeys, onlineKeys, filesUntil, isLastingOut } = inUse;
  if (fileKeys + onlineKeys === 0) return <Notice title={say("effect")}>{say("effectNone")}</Notice>;
  const until = filesUntil === null ? "" : whenText(chrome.language, filesUntil, chrome.timeZone ?? "UTC");
  return (
    <Notice title={say("effect")}>
      <p>{say("effectOut", { files: fileKeys, online: onlineKeys, sites })}</p>
      {isLastingOut && <p>{say("effectLasting")}</p>}
      {filesUntil !== null && <p>{say("effectFiles", { until })}</p>}
      <p>{say("effectKeys")}</p>
      <p>{say("effectEmergency")}</p>
    </Notice>
  );
}

interface FormProps {
  say: SchemeSay;
  chrome: Chrome;
  usualDays: number;
  values: SchemeValues;
  fields: readonly string[];
}

function SchemeForm({ say, chrome: { language }, usualDays, values, fields }: FormProps) {
  const words = keySay(language);
  const number = { type: "number", inputMode: "numeric" } as const;
  return (
    <Form errors={errorsOf(say, fields)}>
      <Section title={say("filesPart")}>
        <CheckboxField name="hasFiles" label={say("hasFiles")} checked={values.hasFiles} />
        <CheckboxField
          name="isLasting"
          label={say("isLasting")}
          hint={say("isLastingHint")}
          checked={values.isLasting}
        />
        <Field
          {...number}
          name="fileDays"
          label={say("fileDays")}
          hint={say("fileDaysHint", { days: String(usualDays) })}
          value={values.fileDays}
          required={false}
        />
        <fieldset>
          <legend>{say("locks")}</legend>
          {LOCKS.map((lock) => (
            <CheckboxField
              key={lock}
              name={`lock.${lock}`}
              label={words(`lock.${lock}`)}
              checked={values.locks.includes(lock)}
            />
          ))}
        </fieldset>
        <fieldset>
          <legend>{say("hostKinds")}</legend>
          {HOST_KINDS.map((kind) => (
            <CheckboxField
              key={kind}
              name={`kind.${kind}`}
              label={words(`kind.${kind}`)}
              checked={values.hostKinds.includes(kind)}
            />
          ))}
        </fieldset>
      </Section>
      <Section title={say("onlinePart")}>
        <CheckboxField name="isOnline" label={say("isOnline")} checked={values.isOnline} />
        <Field
          {...number}
          name="leaseSeconds"
          label={say("leaseSeconds")}
          hint={say("leaseSecondsHint")}
          value={values.leaseSeconds}
        />
        <Field
          {...number}
          name="borrowDays"
          label={say("borrowDays")}
          hint={say("borrowDaysHint")}
          value={values.borrowDays}
        />
      </Section>
      <Section title={say("emergencyPart")}>
        <Field
          {...number}
          name="emergencyPerYear"
          label={say("emergencyPerYear")}
          hint={say("emergencyPerYearHint")}
          value={values.emergencyPerYear}
        />
        <div class="actions">
          <SubmitButton>{say("save")}</SubmitButton>
        </div>
      </Section>
    </Form>
  );
}

/** Errors of a group stand at its first box. */
function errorsOf(say: SchemeSay, fields: readonly string[]): Record<string, string> {
  const told = fields.map((field): [string, string] => {
    if (field === "fileDays") return [field, say("fileDaysFault")];
    if (field === "hasFiles") return [field, say("wayFault")];
    if (field === "locks") return [`lock.${LOCKS[0]}`, say("oneFault")];
    if (field === "hostKinds") return [`kind.${HOST_KINDS[0]}`, say("oneFault")];
    return [field, say("numberFault")];
  });
  return Object.fromEntries(told);
}
