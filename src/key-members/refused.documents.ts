/** What a form of the Key Center shows of a refusal; what is not about the form is thrown on, to its own page. */
import type { Language } from "../platform/language.ts";
import { Problem } from "../platform/problem.ts";
import { bindProblems } from "../platform/problems/registry.ts";
import type { FormErrors } from "../web/forms/errors.tsx";
import { keyMemberProblems } from "./problems.ts";
import { faultText, keyMemberSay } from "./texts.ts";

export interface Refused {
  readonly status: number;
  readonly errors: FormErrors;
}

const BOOK = bindProblems([keyMemberProblems]);
const OWN = ["key_registration_refused", "key_member_automatic"];
/** Refusals that are about what was entered, told in the words of this form. */
const TOLD = [
  "already_member",
  "request_open",
  "request_ended",
  "too_many_requests",
  "consent_required",
  "member_not_found",
];

export function refusedBy(error: unknown, language: Language): Refused {
  if (!(error instanceof Problem)) throw error;
  const { status, code, facts } = error;
  const { fields } = facts as { fields?: Readonly<Record<string, readonly string[]>> };
  if (fields !== undefined) {
    const told = Object.entries(fields).map(([name, codes]) => [name, faultText(language, codes[0] ?? "")]);
    return { status, errors: Object.fromEntries(told) };
  }
  if (code === "address_not_usable") return { status, errors: { email: faultText(language, code) } };
  const sentence = sentenceOf(error, language);
  if (sentence === undefined) throw error;
  return { status, errors: { form: sentence } };
}

function sentenceOf(problem: Problem, language: Language): string | undefined {
  const { code, facts } = problem;
  if (code === "already_decided")
    return keyMemberSay(language)("told.already_decided", { by: String(facts["by"] ?? "") });
  if (OWN.includes(code)) return BOOK.say(problem, language);
  return TOLD.includes(code) ? faultText(language, code) : undefined;
}
