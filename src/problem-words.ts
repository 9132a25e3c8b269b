/** A problem as a sentence, its facts in the reader's words: roles of the vendor's people by their names. */
import { isStaffRole } from "./access/index.ts";
import { problemBook } from "./modules.ts";
import type { Language } from "./platform/language.ts";
import { Problem } from "./platform/problem.ts";
import { roleText } from "./staff/index.ts";
import { listText } from "./web/locale/formats.ts";

export function sayProblem(problem: Problem, language: Language): string {
  const { status, code, facts } = problem;
  const { roles } = facts;
  if (!Array.isArray(roles)) return problemBook.say(problem, language);
  const names = roles.map((role) => (isStaffRole(role) ? roleText(language, role) : String(role)));
  const told = { ...facts, roles: listText(language, names) };
  return problemBook.say(new Problem(status, code, told), language);
}
