/** What the parts of the screen share: what is shown, where its forms go, and members as choices. */
import type { Language } from "../../platform/language.ts";
import type { FormErrors } from "../../web/forms/errors.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import type { SitePerson } from "../people.store.ts";
import { nameOf } from "../tell.operations.ts";
import { sayIn } from "../texts.ts";
import type { Leadership } from "./primary.operations.ts";

export const NEWS = ["offered", "withdrawn", "accepted", "declined", "saved", "claimed", "objected"] as const;
export type News = (typeof NEWS)[number];

export interface Shown {
  readonly chrome: Chrome;
  readonly leadership: Leadership;
  /** To whom the primary could give the place; empty for everybody else. */
  readonly heirs: readonly SitePerson[];
  readonly news?: News | undefined;
  readonly errors?: FormErrors;
  /** The form to which the errors belong. */
  readonly form?: "offer" | "successors" | undefined;
}

export const primaryPath = (siteId: string, step = "") => `/sites/${siteId}/primary${step}`;

/** A member as a choice: name, address and role, for several may be called alike. */
export function optionsOf(people: readonly SitePerson[], language: Language) {
  const say = sayIn(language);
  const roles = { primary: "rolePrimary", secondary: "roleSecondary", user: "roleUser" } as const;
  return people.map((person) => ({
    value: person.personId,
    label: `${nameOf(person)} · ${person.email} · ${say(roles[person.role])}`,
  }));
}
