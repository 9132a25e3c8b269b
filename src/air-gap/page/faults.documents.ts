/** What is wrong with a request that was pasted or typed, by field and in words. */
import { type HostFault, hostFaultText, isHostFault } from "../../license-keys/index.ts";
import type { Language } from "../../platform/language.ts";
import type { Problem } from "../../platform/problem.ts";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { en } from "../texts/en.ts";
import { airGapSay } from "../texts.ts";

/** None without a problem. */
export function faultsOf(language: Language, problem: Problem | undefined): FormErrors {
  if (problem === undefined) return {};
  const { code, facts } = problem;
  const say = airGapSay(language);
  if (code === "air_gap_product_unknown") return { request: say("problem.air_gap_product_unknown") };
  if (code !== "invalid_request") return { quantity: say("fault.not_enough") };
  const { fields = {}, group } = facts as {
    fields?: Readonly<Record<string, readonly string[]>>;
    group?: unknown;
  };
  const told = Object.entries(fields).map(([field, codes]) => [
    field.replace(/^host\./, ""),
    faultText(language, codes[0] ?? "", Number(group ?? 0)),
  ]);
  return Object.fromEntries(told);
}

function faultText(language: Language, code: string, group: number): string {
  const say = airGapSay(language);
  if (isHostFault(code)) return hostFaultText(language, code satisfies HostFault);
  if (code === "not_the_asking_host") return say("fault.host_differs");
  if (code === "code_group" || code === "code_symbol") return say(`fault.${code}`, { group: String(group) });
  return isPlain(code) ? say(`fault.${code}`) : say("fault.needed");
}

type Plain =
  | "request_required"
  | "request_file"
  | "request_kind"
  | "code_prefix"
  | "code_length"
  | "code_line";

function isPlain(code: string): code is Plain {
  return `fault.${code}` in en;
}
