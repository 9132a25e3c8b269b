/**
 * Every problem has a status and, in each language, a sentence for people.
 *
 * A module declares its codes once; a code without a text does not compile. Facts of the problem may stand in the text.
 */
import { IntlMessageFormat } from "intl-messageformat";
import type { Language } from "../language.ts";
import type { Problem, Status } from "../problem.ts";

export interface ProblemSet {
  readonly statuses: Readonly<Record<string, Status>>;
  readonly texts: Readonly<Record<Language, Readonly<Record<string, string>>>>;
}

/** `texts` hold `problem.<code>` for each code of `statuses`. */
export function defineProblems<const Statuses extends Readonly<Record<string, Status>>>(
  statuses: Statuses,
  texts: Record<Language, Readonly<Record<`problem.${keyof Statuses & string}`, string>>>,
): ProblemSet {
  return { statuses, texts };
}

export interface ProblemBook {
  /** The problem as one or two sentences. */
  say(problem: Problem, language: Language): string;
  readonly entries: readonly {
    readonly code: string;
    readonly status: Status;
    readonly texts: Record<Language, string>;
  }[];
}

/** Throws when two modules use one code for different things. */
export function bindProblems(sets: readonly ProblemSet[]): ProblemBook {
  const entries = sets.flatMap(({ statuses, texts }) =>
    Object.entries(statuses).map(([code, status]) => ({ code, status, texts: textsOf(code, texts) })),
  );
  const book = new Map(entries.map((entry) => [entry.code, entry]));
  if (book.size !== entries.length) throw new Error("a problem's code is declared twice");
  return {
    entries: entries.sort((a, b) => (a.code < b.code ? -1 : 1)),
    say: (problem, language) => {
      const entry = book.get(problem.code);
      // A code that nobody declared is a fault of ours: tests meet it as a thrown error, people as the code.
      if (entry === undefined) return problem.code.replaceAll("_", " ");
      return format(entry.texts[language], language, problem);
    },
  };
}

function textsOf(code: string, texts: ProblemSet["texts"]): Record<Language, string> {
  const key = `problem.${code}`;
  return {
    en: texts.en[key] ?? code,
    ja: texts.ja[key] ?? code,
    ko: texts.ko[key] ?? code,
    "zh-TW": texts["zh-TW"][key] ?? code,
  };
}

function format(text: string, language: Language, { facts }: Problem): string {
  const values = Object.fromEntries(Object.entries(facts).filter(([, value]) => typeof value !== "object"));
  try {
    return String(
      new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).format(values as never),
    );
  } catch {
    return text.replaceAll(/\{[^{}]*\}/g, "…"); // a fact is missing: the sentence still says what matters
  }
}
