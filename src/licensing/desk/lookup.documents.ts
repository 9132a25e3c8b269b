/** Recognises the key of a question: from what this process knows, else from the database; and counts the question. */
import { asPortal } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { Problem } from "../../platform/problem.ts";
import { hashOf } from "../../platform/tokens.ts";
import type { KeyFacts } from "../facts.data.ts";
import { deskOf } from "./desk.documents.ts";
import { type KeyRow, lookUpKey } from "./lookup.store.ts";

export type Recognised =
  | { readonly kind: "open"; readonly facts: KeyFacts }
  /** It has ended, and the machine had a seat of it. */
  | { readonly kind: "ended"; readonly facts: KeyFacts }
  /** No key, or none of this machine's business. */
  | { readonly kind: "unknown" };

export interface Asker {
  readonly key: string;
  readonly machine?: string | undefined;
}

/** A stranger to a key that has ended is counted, and answered, as if there were no such key. */
export async function recognise(
  context: Context,
  asker: Asker,
): Promise<Recognised & { readonly isKnown: boolean }> {
  const desk = deskOf(context.portal);
  await desk.countAddress(context);
  const known = desk.known.get(nameOf(asker));
  const recognised: Recognised =
    known === undefined ? await lookUp(context, asker) : { kind: "open", facts: known };
  if (recognised.kind === "unknown") await desk.countUnknown(context);
  else await desk.countKey(recognised.facts);
  return { ...recognised, isKnown: known !== undefined };
}

function nameOf({ key }: Asker): string {
  return hashOf(key).toString("base64");
}

/** From the database, whatever this process knows. */
export async function lookUp(context: Context, asker: Asker): Promise<Recognised> {
  const { known } = deskOf(context.portal);
  const { changes } = known;
  const row = await asPortal(context, (scope) => lookUpKey(scope, hashOf(asker.key), asker.machine ?? ""));
  const facts = factsOf(row);
  if (facts === null || (!row.isOpen && !row.wasHere)) return { kind: "unknown" };
  if (row.isOpen) known.keep(nameOf(asker), facts, changes);
  return { kind: row.isOpen ? "open" : "ended", facts };
}

function factsOf({ siteId, keyId, isOpen: _, wasHere: __, machines, ...facts }: KeyRow): KeyFacts | null {
  if (siteId === null || keyId === null) return null;
  return { ...facts, siteId, keyId, machines: machines && new Map(Object.entries(machines)) };
}

/** The key in force, or the 404 that says nothing of why not. */
export async function recogniseOpen(context: Context, asker: Asker): Promise<KeyFacts> {
  const recognised = await recognise(context, asker);
  if (recognised.kind !== "open") throw notFound();
  return recognised.facts;
}

export function notFound(): Problem {
  return new Problem(404, "license_not_found");
}
