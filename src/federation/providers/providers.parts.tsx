/** The screen of a company's sign-in: the steps, each domain with its record, and the form for another. */
import { Code, CodeBlock } from "../../web/code.tsx";
import { Facts } from "../../web/facts.tsx";
import { Field, Form, SubmitButton } from "../../web/form.tsx";
import { ErrorSummary, type FormErrors } from "../../web/forms/errors.tsx";
import { Notice } from "../../web/notice.tsx";
import { Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { Steps } from "../../web/steps.tsx";
import { Tag } from "../../web/tag.tsx";
import { When } from "../../web/values.tsx";
import type { Provider, Providers } from "./operations.ts";
import { type ProviderSay, providerSay } from "./texts.ts";

export function providersHref(siteId: string): string {
  return `/sites/${siteId}/identity-providers`;
}

export const NEWS = ["added", "proved", "on", "off", "secret", "removed"] as const;
export type News = (typeof NEWS)[number];
const NEWS_TEXTS = {
  added: "newsAdded",
  proved: "newsProved",
  on: "newsOn",
  off: "newsOff",
  secret: "newsSecret",
  removed: "newsRemoved",
} as const;

interface ProvidersProps {
  chrome: Chrome;
  siteId: string;
  providers: Providers;
  values: Readonly<Record<string, string>>;
  errors: FormErrors;
  news?: News | undefined;
}

export function ProvidersPage({ chrome, siteId, providers, values, errors, news }: ProvidersProps) {
  const say = providerSay(chrome.language);
  const { items, mayManage, redirectUri } = providers;
  const { form, ...fields } = errors;
  return (
    <Page
      chrome={chrome}
      title={say("title")}
      lead={say("lead")}
      back={{ href: `/sites/${siteId}/members`, label: say("back") }}
    >
      {news !== undefined && (
        <Notice tone="ok" isNews>
          <p>{say(NEWS_TEXTS[news])}</p>
        </Notice>
      )}
      <ErrorSummary errors={{ form }} />
      {!mayManage && (
        <Notice>
          <p>{say("onlyPrimary")}</p>
        </Notice>
      )}
      <Steps
        labels={[say("stepEnter"), say("stepRecord"), say("stepProve"), say("stepDone")]}
        current={stepOf(items)}
      />
      {items.length === 0 && !mayManage && <p>{say("none")}</p>}
      {items.map((provider) => (
        <ProviderSection
          key={provider.id}
          say={say}
          siteId={siteId}
          provider={provider}
          mayManage={mayManage}
        />
      ))}
      {mayManage && (
        <AddSection say={say} siteId={siteId} uri={redirectUri} values={values} errors={fields} />
      )}
    </Page>
  );
}

function stepOf(items: readonly Provider[]): number {
  if (items.some(({ state }) => state === "active")) return 4;
  if (items.some(({ state }) => state === "off")) return 3;
  return items.length > 0 ? 2 : 1;
}

interface ProviderProps {
  say: ProviderSay;
  siteId: string;
  provider: Provider;
  mayManage: boolean;
}

function ProviderSection({ say, siteId, provider, mayManage }: ProviderProps) {
  const { domain, issuer, clientId, provedAt, record, state } = provider;
  return (
    <Section title={domain}>
      <Facts
        items={[
          { label: say("state"), value: <State say={say} state={state} /> },
          { label: say("issuer"), value: <Code>{issuer}</Code> },
          { label: say("clientId"), value: <Code>{clientId}</Code> },
          ...(provedAt === null ? [] : [{ label: say("provedAt"), value: <When at={provedAt} /> }]),
        ]}
      />
      {mayManage && (
        <>
          <p>{say("recordTitle", { domain })}</p>
          <CodeBlock label={say("recordName")} value={record.name} />
          <CodeBlock label={say("recordValue")} value={record.value} />
          <Acts say={say} siteId={siteId} provider={provider} />
        </>
      )}
    </Section>
  );
}

function State({ say, state }: { say: ProviderSay; state: Provider["state"] }) {
  if (state === "active") return <Tag tone="ok">{say("stateActive")}</Tag>;
  return state === "off" ? <Tag>{say("stateOff")}</Tag> : <Tag tone="warn">{say("stateUnproved")}</Tag>;
}

function Acts({ say, siteId, provider }: Omit<ProviderProps, "mayManage">) {
  const { id, domain, state } = provider;
  const path = `${providersHref(siteId)}/${id}`;
  const isOn = state === "active";
  return (
    <>
      {state === "unproved" ? (
        <Form action={`${path}/proof`}>
          <SubmitButton description={`${say("prove")}: ${domain}`}>{say("prove")}</SubmitButton>
        </Form>
      ) : (
        <Form action={`${path}/state`} hidden={{ state: isOn ? "off" : "on" }}>
          <SubmitButton
            tone={isOn ? "plain" : "primary"}
            description={`${say(isOn ? "switchOff" : "switchOn")}: ${domain}`}
          >
            {say(isOn ? "switchOff" : "switchOn")}
          </SubmitButton>
        </Form>
      )}
      <details>
        <summary>{say("newSecret")}</summary>
        <Form action={`${path}/secret`}>
          <input type="hidden" name="provider" value={id} />
          <label for={`secret-${id}`}>{say("clientSecret")}</label>
          <input
            id={`secret-${id}`}
            name="clientSecret"
            type="password"
            autocomplete="off"
            maxLength={500}
            required
          />
          <SubmitButton tone="plain">{say("saveSecret")}</SubmitButton>
        </Form>
      </details>
      <Form action={`${path}/removal`}>
        <SubmitButton tone="danger" description={say("removeOf", { domain })}>
          {say("remove")}
        </SubmitButton>
      </Form>
    </>
  );
}

interface AddProps {
  say: ProviderSay;
  siteId: string;
  uri: string;
  values: Readonly<Record<string, string>>;
  errors: FormErrors;
}

function AddSection({ say, siteId, uri, values, errors }: AddProps) {
  return (
    <Section title={say("addTitle")}>
      <p>{say("addLead")}</p>
      <CodeBlock label={say("redirectUri")} value={uri} />
      <Form action={providersHref(siteId)} errors={errors}>
        <Field name="domain" label={say("domain")} hint={say("domainHint")} value={values["domain"]} isCode />
        <Field
          name="issuer"
          type="url"
          label={say("issuer")}
          hint={say("issuerHint")}
          value={values["issuer"]}
          maxLength={500}
          isCode
        />
        <Field name="clientId" label={say("clientId")} value={values["clientId"]} maxLength={300} isCode />
        <Field
          name="clientSecret"
          type="password"
          label={say("clientSecret")}
          hint={say("secretHint")}
          required={false}
          maxLength={500}
          autocomplete="off"
        />
        <SubmitButton>{say("add")}</SubmitButton>
      </Form>
    </Section>
  );
}
