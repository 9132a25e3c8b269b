/** The screens of a list of key actions: choose a file, see what it does, install what it brought. */
import { FileField, Form, SubmitButton } from "../../../web/form.tsx";
import type { FormErrors } from "../../../web/forms/errors.tsx";
import { Notice } from "../../../web/notice.tsx";
import { ActionLink, Section } from "../../../web/page.tsx";
import type { Chrome } from "../../../web/shell/chrome.ts";
import { Steps } from "../../../web/steps.tsx";
import { type Column, DataTable } from "../../../web/table.tsx";
import { Absent, Count } from "../../../web/values.tsx";
import type { Done } from "../../bulk/apply.operations.ts";
import type { Fault } from "../../bulk/list.rules.ts";
import type { BulkPreview } from "../../bulk/operations.ts";
import type { AppliedInFull } from "../../bulk/read.operations.ts";
import { type BulkSay, bulkSay, faultText } from "../../bulk/texts.ts";
import { HOST_KINDS } from "../../key.data.ts";
import { keySay } from "../../texts.ts";
import { fileHref, keysHref } from "../links.rules.ts";
import { HeldList, HostLine, KeyPage, KeyPlaces } from "../shared.parts.tsx";
import type { KeySite } from "../site.operations.ts";
import { pageSay } from "../texts.ts";

interface BulkProps {
  readonly chrome: Chrome;
  readonly site: KeySite;
}

function Way({ say, current }: { say: BulkSay; current: number }) {
  return <Steps labels={[say("stepFile"), say("stepCheck"), say("stepDone")]} current={current} />;
}

export function UploadPage({ chrome, site, errors }: BulkProps & { errors: FormErrors }) {
  const say = bulkSay(chrome.language);
  const path = keysHref(site.siteId, "/import");
  const columns: (readonly [string, string])[] = [
    ["action", say("col.action")],
    ["product", say("col.product")],
    ["order, line", say("col.order")],
    ["quantity", say("col.quantity")],
    ["host_kind, host_value, host_name", `${say("col.host")} (${HOST_KINDS.join(", ")})`],
    ["to_kind, to_value, to_name", say("col.to")],
  ];
  return (
    <KeyPage
      chrome={chrome}
      site={site}
      title={say("title")}
      lead={say("lead")}
      actions={<ActionLink href={`${path}/example.csv`}>{say("example")}</ActionLink>}
    >
      <KeyPlaces chrome={chrome} site={site} here="/import" />
      <Way say={say} current={1} />
      <Form action={path} errors={errors} hasFiles>
        <FileField name="file" label={say("file")} hint={say("fileHint")} accept=".csv,text/csv" />
        <SubmitButton>{say("check")}</SubmitButton>
      </Form>
      <Section title={say("columns")}>
        <DataTable
          caption={say("columns")}
          columns={[
            { header: say("column"), cell: ([name]) => <code>{name}</code> },
            { header: say("values"), cell: ([, values]) => values },
          ]}
          rows={columns}
          rowKey={([name]) => name}
          empty={null}
        />
      </Section>
    </KeyPage>
  );
}

/** A page shows so many of each; the API tells all. */
const MOST_SHOWN = 500;

export function BulkPreviewPage({ chrome, site, preview }: BulkProps & { preview: BulkPreview }) {
  const say = bulkSay(chrome.language);
  const path = keysHref(site.siteId, "/import");
  const { faults, outcomes, counts, hosts, listId } = preview;
  return (
    <KeyPage
      chrome={chrome}
      site={site}
      title={say("previewTitle")}
      back={{ href: path, label: say("another") }}
    >
      <Way say={say} current={2} />
      {faults.length > 0 ? (
        <Notice tone="bad" title={say("previewFaults", { count: faults.length })} isNews />
      ) : (
        <Notice title={say("previewCounts", { ...counts, hosts: hosts.length })} isNews />
      )}
      {faults.length > 0 && <Faults chrome={chrome} faults={faults.slice(0, MOST_SHOWN)} />}
      {outcomes.length > 0 && <Outcomes chrome={chrome} outcomes={outcomes.slice(0, MOST_SHOWN)} />}
      {faults.length === 0 && (
        <Form action={`${path}/preview`} hidden={{ listId }}>
          <SubmitButton>{say("apply")}</SubmitButton>
        </Form>
      )}
    </KeyPage>
  );
}

function Faults({ chrome, faults }: { chrome: Chrome; faults: readonly Fault[] }) {
  const say = bulkSay(chrome.language);
  const columns: Column<Fault>[] = [
    { header: say("line"), cell: ({ line }) => <Count value={line} />, isNumeric: true },
    { header: say("field"), cell: ({ field }) => (field === null ? <Absent /> : <code>{field}</code>) },
    { header: say("what"), cell: (fault) => faultText(chrome.language, fault) },
  ];
  return (
    <Section title={say("what")}>
      <DataTable
        caption={say("what")}
        columns={columns}
        rows={faults}
        rowKey={({ line, field, code }) => `${line} ${field} ${code}`}
        empty={null}
      />
    </Section>
  );
}

function Outcomes({ chrome, outcomes }: { chrome: Chrome; outcomes: readonly Done[] }) {
  const [say, words] = [bulkSay(chrome.language), keySay(chrome.language)];
  const columns: Column<Done>[] = [
    { header: say("line"), cell: ({ line }) => <Count value={line} />, isNumeric: true },
    { header: say("action"), cell: ({ action }) => say(`action.${action}`) },
    { header: words("product"), cell: ({ productName }) => productName },
    { header: words("quantity"), cell: ({ quantity }) => <Count value={quantity} />, isNumeric: true },
    { header: words("host"), cell: ({ host }) => <bdi>{host}</bdi> },
    { header: say("to"), cell: ({ to }) => (to === null ? <Absent /> : <bdi>{to}</bdi>) },
  ];
  return (
    <Section title={say("previewTitle")}>
      <DataTable
        caption={say("previewTitle")}
        columns={columns}
        rows={outcomes}
        rowKey={({ line }) => String(line)}
        empty={null}
      />
    </Section>
  );
}

export function BulkDonePage({ chrome, site, applied }: BulkProps & { applied: AppliedInFull }) {
  const [say, words] = [bulkSay(chrome.language), pageSay(chrome.language)];
  const { siteId } = site;
  return (
    <KeyPage
      chrome={chrome}
      site={site}
      title={say("doneTitle")}
      back={{ href: keysHref(siteId), label: words("title") }}
    >
      <Way say={say} current={3} />
      <Notice tone="ok" title={say("doneText", { hosts: applied.files.length })} />
      <p>
        <ActionLink href={keysHref(siteId, `/imports/${applied.id}/archive.zip`)} isMain>
          {say("download")}
        </ActionLink>
      </p>
      {applied.files.map(({ host, fileName, keys }) => (
        <Section key={host.id} title={host.name}>
          <p>
            <HostLine chrome={chrome} siteId={siteId} host={host} />
          </p>
          <p>
            <a href={fileHref(siteId, host.id)}>{fileName}</a>
          </p>
          <HeldList chrome={chrome} siteId={siteId} keys={keys} />
        </Section>
      ))}
    </KeyPage>
  );
}
