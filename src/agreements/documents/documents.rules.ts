/**
 * Which papers and mails a site's contact gets, and whether a passcode is among them.
 *
 * Dates of registration are inclusive: 2003-05-31 is still legacy, 2006-05-08 already has a passcode. Nobody can use a
 * passcode whose site has no contact address, so none is made then. Pure. Source: DOMAIN §3.1, BR-10, BR-12, BR-13,
 * BR-18, A-29, A-31.
 */
import type { Program } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";

export type DocumentKind =
  | "contract-notice"
  | "registration-notice"
  | "fct-registration-notice"
  | "portal-guide"
  | "welcome"
  | "passcode-reissue";

/** How a paper or mail leaves: a letter and a fax are printed, and sent by hand. */
export type Channel = "letter" | "fax" | "e-mail";

export interface PlannedDocument {
  readonly kind: DocumentKind;
  readonly channel: "letter" | "e-mail";
  readonly hasPasscode: boolean;
}

/** `wait`: nothing yet, look again later. `none`: nothing at all. */
export type Plan =
  | { readonly kind: "wait" | "none" }
  | {
      readonly kind: "make";
      readonly needsPasscode: boolean;
      readonly documents: readonly PlannedDocument[];
    };

export interface RegisteredSite {
  readonly program: Program;
  readonly registeredOn: LocalDate;
  readonly firstOrderedOn: LocalDate | null;
  readonly primaryState: "unclaimed" | "claimed" | "vacant";
  readonly contact: { readonly email: string | null };
}

const NOTICES: Record<Exclude<Program, "OEM">, DocumentKind> = {
  PA: "contract-notice",
  PAE: "registration-notice",
  FCT: "fct-registration-notice",
};

export function decideDocuments(site: RegisteredSite): Plan {
  if (site.program === "OEM" || site.primaryState !== "unclaimed") return { kind: "none" };
  if (site.program === "PAE" && site.firstOrderedOn === null) return { kind: "wait" };
  const needsPasscode = hasPasscode(site);
  const letter = { kind: NOTICES[site.program], channel: "letter", hasPasscode: needsPasscode } as const;
  if (site.contact.email === null || site.program === "FCT") {
    return { kind: "make", needsPasscode, documents: [letter] };
  }
  const guide = { kind: "portal-guide", channel: "e-mail", hasPasscode: false } as const;
  const welcome = { kind: "welcome", channel: "e-mail", hasPasscode: true } as const;
  return {
    kind: "make",
    needsPasscode,
    documents: needsPasscode ? [letter, guide, welcome] : [letter, guide],
  };
}

export type WithoutPasscode = "oem" | "fctBefore" | "legacy" | "noOrderYet" | "noEmail";

/** Why a site's contact is not asked for a passcode; null when one is made. */
export function reasonWithoutPasscode(site: RegisteredSite): WithoutPasscode | null {
  const { program, registeredOn, firstOrderedOn } = site;
  if (program === "OEM") return "oem";
  if (program === "FCT" && registeredOn < "2006-05-08") return "fctBefore";
  if (program !== "FCT" && registeredOn <= "2003-05-31") return "legacy";
  if (program === "PAE" && firstOrderedOn === null) return "noOrderYet";
  return site.contact.email === null ? "noEmail" : null;
}

function hasPasscode(site: RegisteredSite): boolean {
  return reasonWithoutPasscode(site) === null;
}
