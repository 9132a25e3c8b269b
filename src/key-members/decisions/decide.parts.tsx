/** The screen of one registration: who asks, and the two buttons; the one that the mail's link meant comes first. */
import { fullName } from "../../identity/index.ts";
import { tagOf } from "../../platform/language.ts";
import { Facts } from "../../web/facts.tsx";
import { Form, SubmitButton } from "../../web/form.tsx";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { Notice } from "../../web/notice.tsx";
import { Page } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { PersonName, When } from "../../web/values.tsx";
import { keyMembersHref } from "../rules.ts";
import { keyMemberSay } from "../texts.ts";
import type { NamedRequest } from "./operations.ts";

interface DecideProps {
  readonly chrome: Chrome;
  readonly siteId: string;
  readonly site: { readonly name: string; readonly longNumber: string };
  readonly request: NamedRequest;
  readonly isOwn: boolean;
  readonly mayDecide: boolean;
  readonly leaning: "approve" | "deny" | undefined;
  readonly errors: FormErrors;
  readonly timeZone: string;
}

export function DecidePage(props: DecideProps) {
  const { chrome, siteId, site, request, isOwn, mayDecide, leaning, errors, timeZone } = props;
  const say = keyMemberSay(chrome.language);
  const { requester, state, decider, askedAt } = request;
  const email = requester?.email ?? "";
  const name = (requester === undefined ? "" : fullName(requester)) || email;
  const regions = new Intl.DisplayNames([tagOf(chrome.language)], { type: "region" });
  const country = requester === undefined ? "" : (regions.of(requester.country) ?? requester.country);
  const order = leaning === "deny" ? (["deny", "approve"] as const) : (["approve", "deny"] as const);
  return (
    <Page
      chrome={chrome}
      title={say("decideTitle", { name })}
      lead={say("decideLead", { number: site.longNumber, site: site.name })}
      back={{ href: keyMembersHref(siteId), label: say("membersTitle") }}
    >
      {state !== "pending" && (
        <Notice>
          <p>{say("decideDone", { state: say(`state.${state}`) })}</p>
          {decider !== null && <p>{say("decideDoneBy", { by: decider })}</p>}
        </Notice>
      )}
      <Facts
        items={[
          {
            label: say("name"),
            value: <PersonName name={name} romanized={requester?.romanizedName ?? null} />,
          },
          { label: say("email"), value: <bdi>{email}</bdi> },
          { label: say("country"), value: country },
          { label: say("askedFor"), value: <When at={askedAt} timeZone={timeZone} /> },
        ]}
      />
      {isOwn && state === "pending" && <Notice tone="warn">{say("decideOwn")}</Notice>}
      {mayDecide && <p>{say("decideOnce")}</p>}
      {(mayDecide || Object.keys(errors).length > 0) && (
        <Form action={keyMembersHref(siteId, `/requests/${request.id}`)} errors={errors}>
          {mayDecide && (
            <p class="actions">
              {order.map((decision, at) => (
                <SubmitButton
                  key={decision}
                  tone={at === 0 ? "primary" : "plain"}
                  name="decision"
                  value={decision}
                  description={`${say(decision)}: ${name}`}
                >
                  {say(decision)}
                </SubmitButton>
              ))}
            </p>
          )}
        </Form>
      )}
    </Page>
  );
}
