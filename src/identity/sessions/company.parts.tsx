/** The way in through the own company: a page of its own asks for the address, and says where to go. */
import type { Language } from "../../platform/language.ts";
import { sayIn } from "../texts.ts";

export function CompanySignIn({ language, next }: { language: Language; next: string }) {
  const query = next === "/" ? "" : `?next=${encodeURIComponent(next)}`;
  return (
    <p>
      <a href={`/sign-in/company${query}`}>{sayIn(language)("companySignIn")}</a>
    </p>
  );
}
