/** Recognises the key of a question: from what this process knows, else from the database; and counts the question. */
import { lookAsPortal } from "../../access/index.ts";
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
  const shared = known ?? (await underway(context, asker));
  const recognised: Recognised =
    shared === undefined ? await begin(context, asker) : { kind: "open", facts: shared };
  if (recognised.kind === "unknown") await desk.countUnknown(context);
  else await desk.countKey(recognised.facts, known !== undefined);
  return { ...recognised, isKnown: shared !== undefined };
}

function nameOf({ key }: Asker): string {
  return hashOf(key).toString("base64");
}

const lookUps = new WeakMap<object, Map<string, Promise<Recognised>>>();

/** A crowd that comes with one key looks it up once. Only a key in force is the same for all of them. */
async function underway({ portal }: Context, asker: Asker): Promise<KeyFacts | undefined> {
  const found = await lookUps
    .get(portal)
    ?.get(nameOf(asker))
    ?.catch(() => undefined);
  return found?.kind === "open" ? found.facts : undefined;
}

async function begin(context: Context, asker: Asker): Promise<Recognised> {
  const all = lookUps.get(context.portal) ?? new Map<string, Promise<Recognised>>();
  lookUps.set(context.portal, all);
  const name = nameOf(asker);
  const mine = lookUp(context, asker);
  all.set(name, mine);
  try {
    return await mine;
  } finally {
    if (all.get(name) === mine) all.delete(name);
  }
}

/** From the database, whatever this process knows. */
export async function lookUp(context: Context, asker: Asker): Promise<Recognised> {
  const { known } = deskOf(context.portal);
  const { changes } = known;
  const row = await lookAsPortal(context, (scope) =>
    lookUpKey(scope, hashOf(asker.key), asker.machine ?? ""),
  );
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
