/** What was refused on a request's page: by field, or as a sentence above it. Anything else has a page of its own. */
import type { Language } from "../../platform/language.ts";
import { Problem } from "../../platform/problem.ts";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { careFault, careSay, deskText } from "../texts.ts";

interface Refused {
  readonly refused?: string;
  readonly errors: FormErrors;
}

export function refusalText(error: unknown, language: Language, outcome = ""): Refused {
  if (!(error instanceof Problem)) throw error;
  if (error.code === "invalid_request") {
    const { fields } = error.facts as { fields: Readonly<Record<string, readonly string[]>> };
    const told = Object.entries(fields).map(([name, [code = ""]]) => [
      nameOf(name, outcome),
      careFault(language, code),
    ]);
    return { errors: Object.fromEntries(told) };
  }
  const refused = sentenceOf(error, language);
  if (refused === undefined) throw error;
  return { refused, errors: {} };
}

/** As the control of the page is called. */
function nameOf(name: string, outcome: string): string {
  if (name === "reason" || name.startsWith("fields.")) return `${outcome}.${name}`;
  return name === "team" || name === "personId" ? "to" : name;
}

function sentenceOf({ code, facts }: Problem, language: Language): string | undefined {
  const say = careSay(language);
  const { by = "", because = "", team = "" } = facts as Record<string, string | undefined>;
  if (code === "already_decided") return say("problem.already_decided", { by });
  if (code === "claimed_by_other") return say("problem.claimed_by_other", { by });
  if (code === "care_request_withdrawn") return say("problem.care_request_withdrawn");
  if (code === "care_request_unclaimed") return say("problem.care_request_unclaimed");
  if (code === "outcome_refused") return say("problem.outcome_refused", { because });
  if (code === "desk_cannot_take") return say("problem.desk_cannot_take", { team: deskText(language, team) });
  return undefined;
}
