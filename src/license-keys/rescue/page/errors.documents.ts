/** What is wrong with a host that was typed and with what else a form says, by field and in words. */
import type { Language } from "../../../platform/language.ts";
import type { Problem } from "../../../platform/problem.ts";
import type { FormErrors } from "../../../web/forms/errors.tsx";
import type { HostFault } from "../../hosts/host.rules.ts";
import { en } from "../../texts/en.ts";
import { keySay } from "../../texts.ts";
import { rescueSay } from "../texts.ts";

/** The form's own fields have no `host.` before them. None without a problem. */
export function errorsOf(language: Language, problem: Problem | undefined): FormErrors {
  if (problem === undefined) return {};
  const { code, facts } = problem;
  if (code !== "invalid_request") return { form: sentenceOf(language, problem) };
  const { fields = {} } = facts as { fields?: Readonly<Record<string, readonly string[]>> };
  const told = Object.entries(fields).map(([field, codes]) => [
    field.replace(/^host\./, ""),
    faultOf(language, codes[0] ?? ""),
  ]);
  return Object.fromEntries(told);
}

function faultOf(language: Language, code: string): string {
  return isHostFault(code) ? keySay(language)(`fault.${code}`) : rescueSay(language)("fieldNeeded");
}

function isHostFault(code: string): code is HostFault {
  return `fault.${code}` in en;
}

function sentenceOf(language: Language, { code, facts }: Problem): string {
  const say = rescueSay(language);
  const { product = "", host = "", support = "", perYear = 0, year = 0 } = facts;
  const told = { product: String(product), host: String(host), support: String(support) };
  switch (code) {
    case "emergency_quota_used":
      return say("problem.emergency_quota_used", { ...told, perYear: String(perYear), year: String(year) });
    case "rescue_same_host":
      return say("problem.rescue_same_host", told);
    case "host_kind_not_offered":
      return keySay(language)("problem.host_kind_not_offered", told);
    default:
      return say("problem.nothing_to_rescue");
  }
}
