/** The parts of the screen that show who comes next, and what endangers the site. */
import type { Language } from "../../platform/language.ts";
import { Form, SelectField, SubmitButton } from "../../web/form.tsx";
import { dayText } from "../../web/locale/formats.ts";
import { Notice } from "../../web/notice.tsx";
import { Section } from "../../web/page.tsx";
import { PersonName } from "../../web/values.tsx";
import type { SitePerson } from "../people.store.ts";
import { isUrgent, MOST_SUCCESSORS } from "../rules.ts";
import { nameOf } from "../tell.operations.ts";
import { type SuccessionSay, sayIn } from "../texts.ts";
import type { Warning } from "../warnings/watch.store.ts";
import { optionsOf, primaryPath, type Shown } from "./place.parts.tsx";

/** Read by those who manage access, set by the primary. */
export function SuccessorsSection(shown: Shown) {
  const { chrome, leadership } = shown;
  const { successors, may } = leadership;
  if (successors === null) return null;
  const say = sayIn(chrome.language);
  return (
    <Section title={say("successors")}>
      <p>{say("successorsText")}</p>
      {!may.handOver && <Order say={say} successors={successors} />}
      {may.handOver && <OrderForm {...shown} named={successors} />}
    </Section>
  );
}

function Order({ say, successors }: { say: SuccessionSay; successors: readonly SitePerson[] }) {
  if (successors.length === 0) return <p>{say("successorsNone")}</p>;
  return (
    <ol>
      {successors.map((person) => (
        <li key={person.personId}>
          <PersonName name={nameOf(person)} /> <small>{person.email}</small>
        </li>
      ))}
    </ol>
  );
}

const PLACES = Array.from({ length: MOST_SUCCESSORS }, (_, index) => index);

function OrderForm({
  chrome,
  leadership,
  heirs,
  named,
  form,
  errors = {},
}: Shown & { named: readonly SitePerson[] }) {
  const say = sayIn(chrome.language);
  const { siteId } = leadership.site;
  const listed = heirs.map(({ personId }) => personId);
  const options = optionsOf(
    [...heirs, ...named.filter(({ personId }) => !listed.includes(personId))],
    chrome.language,
  );
  if (options.length === 0) return <p>{say("noHeirs")}</p>;
  return (
    <Form action={primaryPath(siteId, "/successors")} errors={form === "successors" ? errors : {}}>
      {PLACES.map((place) => (
        <SelectField
          key={place}
          name={`place${place + 1}`}
          label={say("successorPlace", { place: place + 1 })}
          prompt={say("successorNobody")}
          options={options}
          value={named[place]?.personId ?? ""}
          required={false}
        />
      ))}
      <SubmitButton tone="plain">{say("successorsSave")}</SubmitButton>
    </Form>
  );
}

/** In plain words: what is the matter, since when, and what helps. */
export function WarningsSection({
  language,
  warnings,
}: {
  language: Language;
  warnings: readonly Warning[] | null;
}) {
  if (warnings === null) return null;
  const say = sayIn(language);
  return (
    <Section title={say("warnings")}>
      {warnings.length === 0 ? (
        <p>{say("warningsNone")}</p>
      ) : (
        warnings.map(({ cause, since }) => (
          <Notice
            key={cause}
            id={cause}
            tone={isUrgent(cause) ? "bad" : "warn"}
            title={say(`cause.${cause}`)}
          >
            <p>{say(`help.${cause}`)}</p>
            <p class="hint">{say("since", { day: dayText(language, since, "long") })}</p>
          </Notice>
        ))
      )}
    </Section>
  );
}
