/** The pages of scenarios: the list to choose from, and the form of one. */
import { Empty } from "../../web/empty.tsx";
import { CheckboxField, Field, Form, SubmitButton, TextAreaField } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, DataTable } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { PersonName, When } from "../../web/values.tsx";
import { type StudioSay, studioSay } from "../texts.ts";
import type { ShownScenario } from "./operations.ts";

export type News = "copied" | "deleted" | "saved" | undefined;

interface ListProps {
  chrome: Chrome;
  siteId: string;
  scenarios: readonly ShownScenario[];
  timeZone: string;
  news: News;
  errors: FormErrors;
}

export function ScenariosPage({ chrome, siteId, scenarios, timeZone, news, errors }: ListProps) {
  const say = studioSay(chrome.language);
  const studio = `/sites/${siteId}/studio`;
  const empty = (
    <Empty title={say("noScenarios")}>
      <p>{say("noScenariosText")}</p>
      <ActionLink href={studio}>{say("toStudio")}</ActionLink>
    </Empty>
  );
  return (
    <Page
      chrome={chrome}
      title={say("scenarios")}
      lead={say("scenariosLead")}
      back={{ href: studio, label: say("toStudio") }}
    >
      {news !== undefined && <Notice tone="ok" isNews title={say(`news.${news}`)} />}
      {scenarios.length === 0 ? (
        <Section title={say("scenarios")}>{empty}</Section>
      ) : (
        <Section title={say("scenarios")}>
          <Form method="get" action={`${studio}/comparison`} errors={errors}>
            <p class="hint">{say("compareLead")}</p>
            <DataTable
              caption={say("scenarios")}
              columns={columnsOf(say, siteId, timeZone)}
              rows={scenarios}
              rowKey={({ id }) => id}
              empty={null}
            />
            <p class="actions">
              <SubmitButton>{say("compare")}</SubmitButton>
            </p>
          </Form>
        </Section>
      )}
    </Page>
  );
}

function columnsOf(say: StudioSay, siteId: string, timeZone: string): Column<ShownScenario>[] {
  return [
    {
      header: say("name"),
      cell: ({ id, name, note }) => (
        <>
          <a href={`/sites/${siteId}/studio?scenario=${id}`}>
            <bdi>{name}</bdi>
          </a>
          {note !== "" && (
            <small class="below" dir="auto">
              {note}
            </small>
          )}
        </>
      ),
    },
    {
      header: say("compare"),
      cell: ({ id, name }) => (
        <input type="checkbox" name="scenario" value={id} aria-label={say("compareNamed", { name })} />
      ),
    },
    {
      header: say("sharing"),
      cell: ({ isShared }) => (
        <Tag tone={isShared ? "info" : "plain"}>{say(isShared ? "shared" : "own")}</Tag>
      ),
    },
    {
      header: say("madeBy"),
      cell: ({ isMine, madeByName }) => (isMine ? say("you") : <PersonName name={madeByName ?? "–"} />),
    },
    { header: say("changedAt"), cell: ({ changedAt }) => <When at={changedAt} timeZone={timeZone} /> },
    {
      header: say("edit"),
      cell: ({ id, name, isMine }) => (
        <a
          href={`/sites/${siteId}/renewal-scenarios/${id}`}
          aria-label={`${say(isMine ? "edit" : "copy")}: ${name}`}
        >
          {say(isMine ? "edit" : "copy")}
        </a>
      ),
    },
  ];
}

export interface EnteredText {
  readonly name: string;
  readonly note: string;
  readonly isShared: boolean;
}

interface NewProps {
  chrome: Chrome;
  siteId: string;
  entered: EnteredText;
  /** The choices, as the studio's address has them. */
  fields: Readonly<Record<string, string>>;
  errors: FormErrors;
  back: string;
}

export function NewScenarioPage({ chrome, siteId, entered, fields, errors, back }: NewProps) {
  const say = studioSay(chrome.language);
  return (
    <Page
      chrome={chrome}
      title={say("saveTitle")}
      lead={say("saveLead")}
      back={{ href: back, label: say("toStudio") }}
    >
      <Section title={say("scenario")}>
        <Form action={`/sites/${siteId}/renewal-scenarios`} hidden={fields} errors={errors}>
          <TextFields say={say} entered={entered} />
          <SubmitButton>{say("save")}</SubmitButton>
        </Form>
      </Section>
    </Page>
  );
}

function TextFields({ say, entered }: { say: StudioSay; entered: EnteredText }) {
  return (
    <>
      <Field name="name" label={say("name")} value={entered.name} maxLength={80} />
      <TextAreaField name="note" label={say("note")} value={entered.note} maxLength={500} required={false} />
      <CheckboxField
        name="isShared"
        label={say("share")}
        hint={say("shareHint")}
        checked={entered.isShared}
      />
    </>
  );
}

interface OneProps {
  chrome: Chrome;
  siteId: string;
  scenario: ShownScenario;
  entered: EnteredText;
  errors: FormErrors;
}

export function ScenarioPage({ chrome, siteId, scenario, entered, errors }: OneProps) {
  const say = studioSay(chrome.language);
  const { id, name, revision, isMine } = scenario;
  const action = `/sites/${siteId}/renewal-scenarios/${id}`;
  const hidden = { revision: String(revision) };
  return (
    <Page
      chrome={chrome}
      title={say("editTitle", { name })}
      back={{ href: `/sites/${siteId}/renewal-scenarios`, label: say("scenarios") }}
      actions={
        <ActionLink href={`/sites/${siteId}/studio?scenario=${id}`} isMain>
          {say("open")}
        </ActionLink>
      }
    >
      {isMine ? (
        <Section title={say("edit")}>
          <Form action={action} hidden={{ ...hidden, action: "texts" }} errors={errors}>
            <TextFields say={say} entered={entered} />
            <SubmitButton>{say("save")}</SubmitButton>
          </Form>
        </Section>
      ) : (
        <Notice title={say("openedBy", { name: scenario.madeByName ?? "–" })}>
          <p>{say("shareHintOther")}</p>
        </Notice>
      )}
      <Section title={say("more")}>
        <div class="actions">
          <Form action={action} hidden={{ ...hidden, action: "copy" }}>
            <SubmitButton tone="plain">{say("copy")}</SubmitButton>
          </Form>
          {isMine && (
            <Form action={action} hidden={{ ...hidden, action: "delete" }}>
              <SubmitButton tone="danger" description={say("removeNamed", { name })}>
                {say("remove")}
              </SubmitButton>
            </Form>
          )}
        </div>
      </Section>
    </Page>
  );
}
