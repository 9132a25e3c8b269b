/** The screens of signing in through the own company. */

import { withQuery } from "../../web/filter.tsx";
import { Field, Form, SubmitButton } from "../../web/form.tsx";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Page, PlainPage } from "../../web/page.tsx";
import type { Chrome, Visit } from "../../web/shell/chrome.ts";
import { companySay } from "./texts.ts";

interface AskProps {
  visit: Visit;
  next: string;
  email?: string;
  /** The domain that has no company sign-in. */
  missing?: string;
  isMalformed?: boolean;
}

export function AskPage({ visit, next, email, missing, isMalformed = false }: AskProps) {
  const say = companySay(visit.language);
  const errors = isMalformed ? { email: say("malformed") } : {};
  return (
    <PlainPage visit={visit} title={say("title")} lead={say("lead")} back={backOf(say("toSignIn"), next)}>
      {missing !== undefined && (
        <Notice isNews>
          <p>{say("none", { domain: missing })}</p>
        </Notice>
      )}
      <Form method="get" action="/sign-in/company" errors={errors} hidden={next === "/" ? {} : { next }}>
        <Field name="email" type="email" label={say("email")} value={email} autocomplete="email" />
        <SubmitButton>{say("goOn")}</SubmitButton>
      </Form>
    </PlainPage>
  );
}

interface FoundProps {
  visit: Visit;
  domain: string;
  host: string;
  href: string;
  next: string;
}

export function FoundPage({ visit, domain, host, href, next }: FoundProps) {
  const say = companySay(visit.language);
  return (
    <PlainPage visit={visit} title={say("title")} back={backOf(say("toSignIn"), next)}>
      <p>{say("found", { domain, host })}</p>
      <p class="hint">{say("foundHint")}</p>
      <p class="actions">
        <ActionLink href={href} isMain>
          {say("toCompany", { host })}
        </ActionLink>
      </p>
    </PlainPage>
  );
}

function backOf(label: string, next: string) {
  return { href: next === "/" ? "/sign-in" : withQuery("/sign-in", { next }), label };
}

interface LinkProps {
  chrome: Chrome;
  email: string;
  issuer: string;
}

export function LinkPage({ chrome, email, issuer }: LinkProps) {
  const say = companySay(chrome.language);
  return (
    <Page chrome={chrome} title={say("linkTitle")}>
      <p>{say("linkText", { host: new URL(issuer).host, email })}</p>
      <Form action="/sign-in/company/link">
        <SubmitButton>{say("link")}</SubmitButton>
      </Form>
      <p>
        <a href="/">{say("linkNo")}</a>
      </p>
    </Page>
  );
}
