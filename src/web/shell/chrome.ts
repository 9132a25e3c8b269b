/** What stands around a page: who is reading, where, and where they can go. Pages get it once per request. */
import type { ComponentChildren } from "preact";
import type { Language } from "../../platform/language.ts";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Whether a cookie's or a form's text is a theme. */
export function isTheme(text: unknown): text is Theme {
  return THEMES.some((theme) => theme === text);
}

/** What is known of any reader, signed in or not. */
export interface Visit {
  /** The name of the portal, as the vendor calls it. */
  readonly brand: string;
  readonly language: Language;
  readonly theme: Theme;
  /** Path and query of this page: the switches come back to it. */
  readonly here: string;
  /** The chosen country or region, in the reader's language. */
  readonly region?: string;
  /** IANA name of the zone in which instants are shown; UTC when absent. */
  readonly timeZone?: string;
  /** Stands above every page: what its reader must not forget. */
  readonly banner?: ComponentChildren;
}

/** A place in the side navigation; `count` says how many things wait there. */
export interface Place {
  readonly href: string;
  readonly label: string;
  readonly current: boolean;
  readonly count?: number;
}

export interface PlaceGroup {
  readonly label: string;
  readonly items: readonly Place[];
}

/** What is known of a reader who signed in. */
export interface Chrome extends Visit {
  readonly person: string;
  readonly navigation: readonly PlaceGroup[];
  /** Stands beside the brand: a `Switcher`, or a name. */
  readonly chooser?: ComponentChildren;
  /** The address of the person's own page. */
  readonly profile?: string;
}
