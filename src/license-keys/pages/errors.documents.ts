/** What is wrong with what a form says: by field and in words; refusals as a sentence of their own. */

import type { Language } from "../../platform/language.ts";
import type { Problem } from "../../platform/problem.ts";
import { bindProblems } from "../../platform/problems/registry.ts";
import type { FormErrors } from "../../web/forms/errors.tsx";
import { HOST_EXAMPLES } from "../hosts/host.rules.ts";
import type { HostKind } from "../key.data.ts";
import { keyMoveProblems } from "../moves/problems.ts";
import { licenseKeyProblems } from "../problems.ts";
import { en } from "../texts/en.ts";
import { type KeySay, keySay } from "../texts.ts";
import { pageSay } from "./texts.ts";

const book = bindProblems([licenseKeyProblems, keyMoveProblems]);

/** Told beside the form that asked; everything else has a page of its own. */
export function isOurs({ code, status }: Problem): boolean {
  return code === "invalid_request" || (status === 409 && book.entries.some((entry) => entry.code === code));
}

export function errorsOf(language: Language, problem: Problem | undefined): FormErrors {
  if (problem?.code !== "invalid_request") return {};
  const { fields = {}, kind } = problem.facts as {
    fields?: Readonly<Record<string, readonly string[]>>;
    kind?: HostKind;
  };
  return Object.fromEntries(
    Object.entries(fields).map(([field, codes]) => [
      field.replace(/^(host|to)\./, ""),
      faultText(language, codes[0] ?? "", kind),
    ]),
  );
}

type HostFaultKey = Extract<Parameters<KeySay>[0], `fault.${string}`>;

function faultText(language: Language, code: string, kind: HostKind | undefined): string {
  const key = `fault.${code}`;
  if (!(key in en)) return pageSay(language)("fieldWrong");
  const example = kind === undefined ? "" : HOST_EXAMPLES[kind];
  const sentence = keySay(language)(key as HostFaultKey);
  return example === "" ? sentence : `${sentence} ${pageSay(language)("example", { example })}`;
}

/** The refusal as a sentence; undefined for what is told by fields. */
export function refusalText(language: Language, problem: Problem | undefined): string | undefined {
  return problem === undefined || problem.code === "invalid_request"
    ? undefined
    : book.say(problem, language);
}
