/** The screens of access tokens: those there are, the form for a new one, and the one look at it. */

import { CodeBlock } from "../../web/code.tsx";
import { Empty } from "../../web/empty.tsx";
import { CheckboxField, Field, Form, SubmitButton } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Page, Section } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { Day, PersonName, When } from "../../web/values.tsx";
import type { AccessToken, readAccessTokens } from "./operations.ts";
import { SCOPES } from "./scopes.rules.ts";
import { scopeText, type TokenSay, tokenSay } from "./texts.ts";

export function tokensHref(siteId: string): string {
  return `/sites/${siteId}/access-tokens`;
}

/** What a form said, as it was typed. */
export interface Entered {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresOn: string;
}

interface TokensProps {
  chrome: Chrome;
  siteId: string;
  tokens: Awaited<ReturnType<typeof readAccessTokens>>;
  entered: Entered | undefined;
  errors: FormErrors;
  isRevoked: boolean;
  mayMake: boolean;
}

export function TokensPage(props: TokensProps) {
  const { chrome, siteId, tokens, entered, errors, isRevoked, mayMake } = props;
  const say = tokenSay(chrome.language);
  const back = { href: `/sites/${siteId}/members`, label: say("back") };
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")} {...(tokens.isAll ? { back } : {})}>
      {isRevoked && (
        <Notice tone="ok" isNews>
          <p>{say("newsRevoked")}</p>
        </Notice>
      )}
      <Section title={say("listTitle")}>
        <DataTable
          caption={say("listTitle")}
          columns={columnsOf(props, say)}
          rows={tokens.items}
          rowKey={({ id }) => id}
          empty={<Empty title={say("none")}>{say("noneText")}</Empty>}
        />
        <CursorPager
          shown={tokens.items.length}
          next={tokens.next === null ? undefined : `?after=${encodeURIComponent(tokens.next)}`}
        />
      </Section>
      {mayMake && <NewToken say={say} chrome={chrome} siteId={siteId} entered={entered} errors={errors} />}
    </Page>
  );
}

function columnsOf({ chrome, siteId, tokens, mayMake }: TokensProps, say: TokenSay): Column<AccessToken>[] {
  const owner: Column<AccessToken>[] = tokens.isAll
    ? [
        {
          header: say("owner"),
          cell: ({ personName, email }) => <PersonName name={personName === "" ? email : personName} />,
        },
      ]
    : [];
  return [
    { header: say("name"), cell: ({ name }) => <bdi>{name}</bdi> },
    ...owner,
    {
      header: say("rights"),
      cell: ({ scopes }) => scopes.map((scope) => scopeText(chrome.language, scope)).join(" · "),
    },
    { header: say("expiresOn"), cell: ({ expiresOn }) => <Day date={expiresOn} /> },
    { header: say("lastUsed"), cell: ({ lastUsedAt }) => <When at={lastUsedAt} /> },
    { header: say("state"), cell: (token) => <State say={say} token={token} /> },
    {
      header: say("revoke"),
      isHeaderHidden: true,
      cell: ({ id, name, isOver, revokedAt }) =>
        mayMake &&
        !isOver &&
        revokedAt === null && (
          <Form action={`${tokensHref(siteId)}/${id}/revocation`}>
            <SubmitButton tone="plain" description={say("revokeOf", { name })}>
              {say("revoke")}
            </SubmitButton>
          </Form>
        ),
    },
  ];
}

function State({ say, token: { revokedAt, isOver } }: { say: TokenSay; token: AccessToken }) {
  if (revokedAt !== null) return <Tag>{say("stateRevoked")}</Tag>;
  return isOver ? <Tag>{say("stateOver")}</Tag> : <Tag tone="ok">{say("stateActive")}</Tag>;
}

interface NewProps {
  say: TokenSay;
  chrome: Chrome;
  siteId: string;
  entered: Entered | undefined;
  errors: FormErrors;
}

function NewToken({ say, chrome, siteId, entered, errors }: NewProps) {
  const fault = errors["scopes"];
  return (
    <Section title={say("newTitle")}>
      <Form action={tokensHref(siteId)} errors={errors}>
        <Field name="name" label={say("name")} hint={say("nameHint")} value={entered?.name} maxLength={100} />
        <fieldset id="field-scopes">
          <legend>{say("scopes")}</legend>
          {fault !== undefined && <p class="error">{fault}</p>}
          {SCOPES.map((scope) => (
            <CheckboxField
              key={scope}
              name={`scope.${scope}`}
              label={scopeText(chrome.language, scope)}
              checked={entered?.scopes.includes(scope) ?? false}
            />
          ))}
        </fieldset>
        <Field
          name="expiresOn"
          type="date"
          label={say("expiresOn")}
          hint={say("expiresHint")}
          value={entered?.expiresOn}
        />
        <SubmitButton>{say("make")}</SubmitButton>
      </Form>
    </Section>
  );
}

interface MadeProps {
  chrome: Chrome;
  siteId: string;
  token: string;
}

export function MadePage({ chrome, siteId, token }: MadeProps) {
  const say = tokenSay(chrome.language);
  return (
    <Page chrome={chrome} title={say("madeTitle")} lead={say("madeLead")}>
      <Section title={say("token")}>
        <CodeBlock value={token} />
        <p>{say("howTo")}</p>
        <p class="actions">
          <ActionLink href={tokensHref(siteId)} isMain>
            {say("toList")}
          </ActionLink>
        </p>
      </Section>
    </Page>
  );
}
