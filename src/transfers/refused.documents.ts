/** What a form of transfers shows of a refusal; what is not about the form is thrown on, to its own page. */
import type { Language } from "../platform/language.ts";
import { Problem } from "../platform/problem.ts";
import { bindProblems } from "../platform/problems/registry.ts";
import type { FormErrors } from "../web/forms/errors.tsx";
import { transferProblems } from "./problems.ts";
import { faultText } from "./texts.ts";

export interface Refused {
  readonly status: number;
  readonly errors: FormErrors;
}

const BOOK = bindProblems([transferProblems]);

export function refusedBy(error: unknown, language: Language): Refused {
  if (!(error instanceof Problem)) throw error;
  const { status, code, facts } = error;
  const { fields } = facts as { fields?: Readonly<Record<string, readonly string[]>> };
  if (fields !== undefined) {
    const told = Object.entries(fields).map(([name, codes]) => [name, faultText(language, codes[0] ?? "")]);
    return { status, errors: Object.fromEntries(told) };
  }
  if (status !== 409 || !Object.hasOwn(transferProblems.statuses, code)) throw error;
  return { status, errors: { form: BOOK.say(error, language) } };
}
