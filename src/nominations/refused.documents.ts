/** What a form shows of a problem: each fault beside its field, a sentence above. The rest has a page of its own. */
import type { Language } from "../platform/language.ts";
import { Problem } from "../platform/problem.ts";
import { bindProblems } from "../platform/problems/registry.ts";
import type { FormErrors } from "../web/forms/errors.tsx";
import { nominationProblems } from "./problems.ts";
import { faultText, nominationSay } from "./texts.ts";

export interface Refused {
  readonly status: number;
  readonly errors: FormErrors;
}

const BOOK = bindProblems([nominationProblems]);
/** What the reader can do something about on the form. */
const TOLD = [
  "request_open",
  "too_many_open_requests",
  "request_ended",
  "requester_gone",
  "role_cannot_hold",
];

function sentenceOf(problem: Problem, language: Language): string | undefined {
  const say = nominationSay(language);
  if (problem.code === "already_decided") {
    return say("told.already_decided", { by: String(problem.facts["by"] ?? "") });
  }
  if (problem.code === "already_member") return say("told.already_member");
  if (problem.code === "secondary_limit") return say("told.secondary_limit");
  return TOLD.includes(problem.code) ? BOOK.say(problem, language) : undefined;
}

export function refusedBy(error: unknown, language: Language): Refused {
  if (!(error instanceof Problem)) throw error;
  const { status, facts } = error;
  const { fields } = facts as { fields?: Readonly<Record<string, readonly string[]>> };
  if (fields !== undefined) {
    const told = Object.entries(fields).map(([name, codes]) => [name, faultText(language, codes[0] ?? "")]);
    return { status, errors: Object.fromEntries(told) };
  }
  const sentence = sentenceOf(error, language);
  if (sentence === undefined) throw error;
  return { status, errors: { form: sentence } };
}
