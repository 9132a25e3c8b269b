/** `docs/problems.md`: every code that the API may answer, its status and its text in each language. */
import { problemBook } from "../modules.ts";
import { LANGUAGE_NAMES, LANGUAGES } from "../platform/language.ts";

export function problemsText(): string {
  const rows = problemBook.entries.map(({ code, status, texts }) =>
    [
      `\`${code}\``,
      String(status),
      ...LANGUAGES.map((language) => texts[language].replaceAll("|", "\\|")),
    ].join(" | "),
  );
  return [
    "# Problems",
    "",
    "Generated from each module's `problems.ts` by `npm run check -- --write`. The API answers RFC 9457 problem details",
    "(`application/problem+json`) with `code`, `status`, `title` in the caller's language, `requestId` and the facts.",
    "",
    `| Code | Status | ${LANGUAGES.map((language) => LANGUAGE_NAMES[language]).join(" | ")} |`,
    `| --- | --- | ${LANGUAGES.map(() => "---").join(" | ")} |`,
    ...rows.map((row) => `| ${row} |`),
    "",
  ].join("\n");
}
