/** The one screen for somebody whose machine has just died. */
import { Empty } from "../../../web/empty.tsx";
import { LinkList } from "../../../web/facts.tsx";
import { Field, Form, SelectField, SubmitButton, TextAreaField } from "../../../web/form.tsx";
import type { FormErrors } from "../../../web/forms/errors.tsx";
import { listText, whenText } from "../../../web/locale/formats.ts";
import { Notice } from "../../../web/notice.tsx";
import { ActionLink, Columns, Page, Section } from "../../../web/page.tsx";
import type { Chrome } from "../../../web/shell/chrome.ts";
import { type Column, DataTable } from "../../../web/table.tsx";
import { Count } from "../../../web/values.tsx";
import { HOST_EXAMPLES } from "../../hosts/host.rules.ts";
import { HOST_KINDS } from "../../key.data.ts";
import { keySay } from "../../texts.ts";
import type { RescuableHost, RescueDesk } from "../read.operations.ts";
import { placesLeft, rescueHref } from "../rules.ts";
import type { Rescue } from "../store.ts";
import { type RescueSay, rescueSay } from "../texts.ts";

export interface Support {
  readonly email: string;
  readonly phone: string | null;
}

interface TakeProps {
  chrome: Chrome;
  siteId: string;
  desk: RescueDesk;
  support: Support;
  values: Readonly<Record<string, string>>;
  errors: FormErrors;
}

export function TakePage({ chrome, siteId, desk, support, values, errors }: TakeProps) {
  const say = rescueSay(chrome.language);
  const { hosts, open } = desk;
  return (
    <Page
      chrome={chrome}
      title={say("title")}
      lead={say("lead")}
      actions={<ActionLink href={`/sites/${siteId}/license-keys`}>{say("keysLink")}</ActionLink>}
    >
      {open.length > 0 && <OpenRescues chrome={chrome} siteId={siteId} open={open} />}
      {hosts.length === 0 ? (
        <Section title={say("formTitle")}>
          <Empty title={say("noHosts")}>{say("noHostsText")}</Empty>
        </Section>
      ) : (
        <Columns>
          <Section title={say("formTitle")}>
            <TakeForm chrome={chrome} hosts={hosts} values={values} errors={errors} />
          </Section>
          <Next say={say} />
        </Columns>
      )}
      {hosts.length > 0 && <Places say={say} desk={desk} support={support} />}
    </Page>
  );
}

function TakeForm({
  chrome: { language },
  hosts,
  values,
  errors,
}: Pick<TakeProps, "chrome" | "values" | "errors"> & { hosts: readonly RescuableHost[] }) {
  const say = rescueSay(language);
  const words = keySay(language);
  const kind = HOST_KINDS.find((each) => each === values["kind"]) ?? "ethernet";
  const productsOf = ({ products }: RescuableHost) =>
    listText(
      language,
      products.map(({ productName: product, quantity }) => say("productCount", { product, quantity })),
    );
  return (
    <Form errors={errors}>
      <SelectField
        name="hostId"
        label={say("dead")}
        value={values["hostId"]}
        options={hosts.map((host) => ({
          value: host.hostId,
          label: say("deadOption", { name: host.name, products: productsOf(host) }),
        }))}
      />
      <SelectField
        name="kind"
        label={say("newKind")}
        value={kind}
        options={HOST_KINDS.map((each) => ({ value: each, label: words(`kind.${each}`) }))}
      />
      <Field
        name="value"
        label={say("newValue")}
        hint={say("newValueHint", { example: HOST_EXAMPLES[kind] || HOST_EXAMPLES.ethernet })}
        value={values["value"]}
        isCode
        maxLength={600}
      />
      <Field
        name="name"
        label={say("newName")}
        hint={say("newNameHint")}
        value={values["name"]}
        required={false}
        maxLength={80}
      />
      <TextAreaField
        name="reason"
        label={say("reason")}
        hint={say("reasonHint")}
        value={values["reason"]}
        rows={2}
        maxLength={500}
      />
      <div class="actions">
        <SubmitButton>{say("take")}</SubmitButton>
      </div>
    </Form>
  );
}

function Next({ say }: { say: RescueSay }) {
  return (
    <Section title={say("nextTitle")}>
      <ol>
        <li>{say("nextKey")}</li>
        <li>{say("nextTold")}</li>
        <li>{say("nextAsk")}</li>
      </ol>
    </Section>
  );
}

function Places({
  say,
  desk: { hosts, year },
  support,
}: {
  say: RescueSay;
  desk: RescueDesk;
  support: Support;
}) {
  const all = new Map(
    hosts.flatMap(({ products }) => products.map((quota) => [quota.productCode, quota] as const)),
  );
  const rows = [...all.values()].toSorted((one, other) => one.productName.localeCompare(other.productName));
  const columns: Column<(typeof rows)[number]>[] = [
    { header: say("product"), cell: ({ productName }) => productName },
    { header: say("perYear"), cell: ({ perYear }) => <Count value={perYear} />, isNumeric: true },
    { header: say("used"), cell: ({ used }) => <Count value={used} />, isNumeric: true },
    { header: say("left"), cell: (quota) => <Count value={placesLeft(quota)} />, isNumeric: true },
  ];
  const title = say("placesTitle", { year: String(year) });
  return (
    <Section title={title}>
      <p>{say("nextQuota")}</p>
      <DataTable
        caption={title}
        columns={columns}
        rows={rows}
        rowKey={({ productCode }) => productCode}
        empty={<Empty title={say("noHosts")} />}
      />
      <SupportNotice say={say} support={support} />
    </Section>
  );
}

function SupportNotice({ say, support: { email, phone } }: { say: RescueSay; support: Support }) {
  return (
    <Notice title={say("supportTitle")}>
      <p>
        {say("supportMail", { email })} {phone !== null && say("supportPhone", { phone })}
      </p>
    </Notice>
  );
}

interface OpenProps {
  chrome: Chrome;
  siteId: string;
  open: readonly Rescue[];
}

/** What waits for an answer: here and on the page of the site's keys. Nothing when nothing does. */
export function OpenRescues({ chrome: { language, timeZone = "UTC" }, siteId, open }: OpenProps) {
  if (open.length === 0) return null;
  const say = rescueSay(language);
  return (
    <Section title={say("openTitle")}>
      <LinkList
        items={open.map(({ id, host, deadHost, takenAt }) => ({
          href: rescueHref(siteId, id),
          label: say("openItem", {
            deadHost: deadHost.name,
            host: host.name,
            when: whenText(language, takenAt, timeZone),
          }),
        }))}
      />
    </Section>
  );
}
