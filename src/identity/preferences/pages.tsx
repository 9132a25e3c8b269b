/**
 * Country, language and appearance: per browser before sign-in, per person after it. Source: DOMAIN §3.12, BR-27.
 *
 * The switches of every page post here and come back to where they were.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { formOf, pick, type Values } from "../../platform/http/forms.ts";
import type { Routes } from "../../platform/http/server.ts";
import { isLanguage, LANGUAGE_NAMES, type Language, tagOf } from "../../platform/language.ts";
import { Form, SubmitButton } from "../../web/form.tsx";
import { Page, PlainPage, Section, sendPage } from "../../web/page.tsx";
import { isTheme } from "../../web/shell/chrome.ts";
import { countryName, PlaceFields } from "../form.parts.tsx";
import { changePerson } from "../people/operations.ts";
import { isCountry } from "../people/rules.ts";
import { keptCookieOptions, safePath } from "../sessions/rules.ts";
import { sayIn } from "../texts.ts";

/** Where most readers are: one press sets both. */
const REGIONS: readonly (readonly [country: string, language: Language])[] = [
  ["JP", "ja"],
  ["KR", "ko"],
  ["TW", "zh-TW"],
  ["US", "en"],
];

const schema = { hide: true };

export const preferencePages: Routes = async (app) => {
  app.get("/preferences", { schema, config: { needs: "anyone" } }, showPreferences);
  app.post("/preferences", { schema, config: { needs: "anyone" } }, async (request, reply) => {
    const form = formOf(request.body);
    const chosen = chosenIn(form);
    const options = keptCookieOptions(request.context.portal.config);
    for (const [name, value] of Object.entries(chosen)) reply.setCookie(name, value, options);
    const ofPerson = pick(chosen, ["language", "country"]);
    const isPerson = request.context.actor.kind === "person";
    if (isPerson && Object.keys(ofPerson).length > 0) await changePerson(request.context, ofPerson);
    return reply.redirect(safePath(form["returnTo"]), 303);
  });
};

/** What was chosen and exists. */
function chosenIn({ language, country, theme }: Values): Values {
  return {
    ...(isLanguage(language) ? { language } : {}),
    ...(isCountry(country) ? { country } : {}),
    ...(isTheme(theme) ? { theme } : {}),
  };
}

async function showPreferences(request: FastifyRequest, reply: FastifyReply) {
  const { context, cookies, frame } = request;
  const say = sayIn(context.language);
  const heading = { title: say("preferences"), lead: say("preferencesLead") };
  const country = context.person?.country ?? cookies["country"];
  const returnTo = safePath(formOf(request.query)["returnTo"]);
  const values = { language: context.language, ...(country === undefined ? {} : { country }) };
  const body = <Choices language={context.language} returnTo={returnTo} values={values} />;
  const page =
    context.actor.kind === "person" ? (
      <Page chrome={await frame.chrome(null)} {...heading}>
        {body}
      </Page>
    ) : (
      <PlainPage visit={frame.visit()} {...heading}>
        {body}
      </PlainPage>
    );
  return sendPage(reply, page);
}

function Choices({ language, returnTo, values }: { language: Language; returnTo: string; values: Values }) {
  const say = sayIn(language);
  return (
    <>
      <Section title={say("selectRegion")}>
        <ul class="choices">
          {REGIONS.map(([country, spoken]) => (
            <li key={country} lang={tagOf(spoken)}>
              <Form action="/preferences" hidden={{ country, language: spoken, returnTo }}>
                <SubmitButton tone="plain">
                  {`${countryName(country, spoken)} - ${LANGUAGE_NAMES[spoken]}`}
                </SubmitButton>
              </Form>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={say("otherRegion")}>
        <Form action="/preferences" hidden={{ returnTo }}>
          <PlaceFields language={language} values={values} />
          <SubmitButton>{say("apply")}</SubmitButton>
        </Form>
      </Section>
    </>
  );
}
