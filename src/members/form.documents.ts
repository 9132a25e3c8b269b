/** What a form of this house shows of a refusal; what is not about the form is thrown on, to its own page. */
import type { Language } from "../platform/language.ts";
import { Problem } from "../platform/problem.ts";
import type { FormErrors } from "../web/forms/errors.tsx";
import { faultText, fieldText } from "./texts.ts";

/** Refusals that are about what was entered. */
const SHOWN = [
  "secondary_limit",
  "already_member",
  "address_not_usable",
  "beyond_own_rights",
  "own_rights",
  "primary_by_hand_over",
];

export interface Refused {
  readonly status: number;
  readonly errors: FormErrors;
}

export function refusedBy(error: unknown, language: Language): Refused {
  if (!(error instanceof Problem)) throw error;
  const { status, code } = error;
  const faults = faultsOf(error);
  if (faults === undefined) throw error;
  const told = faults.map(([field, fault]) => [field, sentence(language, field, fault ?? code)]);
  return { status, errors: Object.fromEntries(told) };
}

/** By field; `form` for what belongs to no field. Undefined when it is not about what was entered. */
export function faultsOf({ code, facts }: Problem): [field: string, code: string][] | undefined {
  const { fields, field } = facts as { fields?: Record<string, readonly string[]>; field?: string };
  if (fields !== undefined) return Object.entries(fields).map(([name, codes]) => [name, codes[0] ?? ""]);
  if (code === "secondary_limit") return [["role", code]];
  if (code === "already_member" || code === "address_not_usable" || code === "member_not_found")
    return [["email", code]];
  return SHOWN.includes(code) ? [[field ?? "form", code]] : undefined;
}

function sentence(language: Language, field: string, code: string): string {
  const fault = faultText(language, field, code);
  return field.startsWith("privileges.") ? `${fieldText(language, field)}: ${fault}` : fault;
}
