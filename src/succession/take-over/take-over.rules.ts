/**
 * What a request to replace a contact who left must hold, and how it compares with what is registered.
 *
 * Pure. Source: DOMAIN D-21, §3.24, BR-52, P-06.
 */

/** Which contact is to be changed. Source: D-21. */
export const CONTACT_TYPES = ["primary", "secondary", "technical"] as const;
export type ContactType = (typeof CONTACT_TYPES)[number];

/** What the first agent checks, item by item: all of it, or nothing is verified. */
export const EVIDENCE = ["company", "site", "customerNumber", "country"] as const;

/** How it was found that the company asks: by the domain of the address, or by a document. Source: P-06. */
export const PROOFS = ["domain", "document"] as const;
export type Proof = (typeof PROOFS)[number];

export type Evidence = Readonly<Record<(typeof EVIDENCE)[number], true>> & { readonly requester: Proof };

/** The evidence, or undefined when an item is missing. A form sends "on" for what is ticked. */
export function evidenceOf(fields: Readonly<Record<string, string>>): Evidence | undefined {
  const isWhole = EVIDENCE.every((item) => fields[item] !== undefined && fields[item] !== "");
  const requester = PROOFS.find((proof) => proof === fields["requester"]);
  if (!isWhole || requester === undefined) return undefined;
  return { company: true, site: true, customerNumber: true, country: true, requester };
}

export type Verdict = "same" | "near" | "differs" | "absent";

/** "near": the same but for width, case, spaces and marks, or one within the other. */
export function compare(stated: string | null, registered: string | null): Verdict {
  if (stated === null || registered === null) return "absent";
  if (stated === registered) return "same";
  const [ours, theirs] = [folded(registered), folded(stated)];
  if (ours === "" || theirs === "") return "differs";
  return ours === theirs || ours.includes(theirs) || theirs.includes(ours) ? "near" : "differs";
}

function folded(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf("@") + 1).toLowerCase();
}
