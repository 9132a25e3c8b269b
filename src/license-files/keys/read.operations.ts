/** The signing keys as the vendor sees them: what each may do, how much of it is about, what is asked. */
import { authorizeVendor, type VendorScope } from "../../access/index.ts";
import { listContacts } from "../../identity/index.ts";
import type { Context } from "../../platform/context.ts";
import { type KeyChange, listChanges } from "./changes.store.ts";
import { listSigningKeys, type SigningKey } from "./keys.store.ts";

/** How many hosts have a key's signature on their newest file. Whoever keeps the files counts them. */
export interface SignedHosts {
  readonly keyId: string;
  readonly hosts: number;
}
export type CountSigned = (scope: VendorScope) => Promise<readonly SignedHosts[]>;

export interface ShownKey extends SigningKey {
  readonly hosts: number;
  /** What keeps its file from signing, for the operator; null when nothing does. A compromised key needs no file. */
  readonly fault: string | null;
}

export interface Signing {
  readonly keys: readonly ShownKey[];
  /** What is asked, then what was done, the newest first. */
  readonly changes: readonly (KeyChange & {
    readonly askedName: string;
    readonly confirmedName: string | null;
  })[];
  /** From when on the next key may take over; null while there is none. */
  readonly rotatableAt: string | null;
  /** Who looks: the one who asked cannot confirm. Null for a program. */
  readonly viewer: string | null;
}

const MOST_CHANGES = 50;
const DAY_MS = 86_400_000;

export async function readSigning(context: Context, countSigned: CountSigned): Promise<Signing> {
  return authorizeVendor(context, "signing-key.manage", async (scope) => {
    const keys = await listSigningKeys(scope);
    const hosts = new Map((await countSigned(scope)).map(({ keyId, hosts: many }) => [keyId, many]));
    const changes = await listChanges(scope, MOST_CHANGES);
    const people = changes.flatMap(({ askedBy, confirmedBy }) => [askedBy, confirmedBy ?? askedBy]);
    const names = await namesOf(scope, people);
    const { licenseSigning, config } = context.portal;
    const next = keys.find(({ state }) => state === "next");
    const since = next === undefined ? null : Date.parse(next.publishedAt);
    return {
      keys: keys.map((key) => ({
        ...key,
        hosts: hosts.get(key.id) ?? 0,
        fault: key.state === "compromised" ? null : (licenseSigning.faultOf(key.id) ?? null),
      })),
      changes: changes.map((change) => ({
        ...change,
        askedName: names.get(change.askedBy) ?? change.askedBy,
        confirmedName: change.confirmedBy && (names.get(change.confirmedBy) ?? change.confirmedBy),
      })),
      rotatableAt: since === null ? null : new Date(since + config.revocationListDays * DAY_MS).toISOString(),
      viewer: context.actor.kind === "person" ? context.actor.personId : null,
    };
  });
}

/** Of people; an API key has none and goes by its id. */
async function namesOf({ query }: VendorScope, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const id of new Set(ids)) {
    const [contact] = await listContacts(query, [id]);
    if (contact !== undefined) names.set(id, contact.name);
  }
  return names;
}
