/** Which machines and networks use which key, and what was refused: gathered in memory, written in batches. BAR case 34. */
import { sql } from "kysely";
import type { VendorScope } from "../../access/index.ts";

export type SightingKind = "machine" | "network" | "refusal";

export interface Sighting {
  readonly siteId: string;
  readonly keyId: string;
  readonly kind: SightingKind;
  readonly mark: string;
  readonly at: number;
}

interface Gathered extends Sighting {
  first: number;
  last: number;
  times: number;
}

/** What more is seen between two writings is left out: a flood must fill neither memory nor tables. */
const MOST_GATHERED = 20_000;
const MOST_OF_A_KEY = 500;

export class Sightings {
  #gathered = new Map<string, Gathered>();
  #ofKey = new Map<string, number>();

  note(sighting: Sighting): void {
    const { keyId, kind, mark, at } = sighting;
    const name = `${keyId} ${kind} ${mark}`;
    const known = this.#gathered.get(name);
    if (known !== undefined) {
      known.last = Math.max(known.last, at);
      known.times += 1;
      return;
    }
    const count = this.#ofKey.get(keyId) ?? 0;
    if (this.#gathered.size >= MOST_GATHERED || count >= MOST_OF_A_KEY) return;
    this.#ofKey.set(keyId, count + 1);
    this.#gathered.set(name, { ...sighting, first: at, last: at, times: 1 });
  }

  /** More than half of what there is room for. */
  get isMuch(): boolean {
    return this.#gathered.size > MOST_GATHERED / 2;
  }

  /** What was gathered since the last call. */
  take(): readonly Gathered[] {
    const all = [...this.#gathered.values()];
    this.#gathered = new Map();
    this.#ofKey = new Map();
    return all;
  }
}

/** In one order, so that two processes that saw the same do not wait for each other. */
export async function insertSightings({ query }: VendorScope, seen: readonly Gathered[]): Promise<void> {
  if (seen.length === 0) return;
  await sql`
    insert into license_sightings as mine (site_id, license_key_id, kind, mark, first_at, last_at, times)
    select site_id, key_id, kind, mark, to_timestamp(first / 1000.0), to_timestamp(last / 1000.0), times
      from unnest(${seen.map(({ siteId }) => siteId)}::text[], ${seen.map(({ keyId }) => keyId)}::text[],
                  ${seen.map(({ kind }) => kind)}::text[], ${seen.map(({ mark }) => mark)}::text[],
                  ${seen.map(({ first }) => first)}::bigint[], ${seen.map(({ last }) => last)}::bigint[],
                  ${seen.map(({ times }) => times)}::bigint[])
           as fresh (site_id, key_id, kind, mark, first, last, times)
     order by site_id, key_id, kind, mark
        on conflict (site_id, license_key_id, kind, mark) do update
       set last_at = greatest(mine.last_at, excluded.last_at), times = mine.times + excluded.times`.execute(
    query,
  );
}

/** Networks are as near as personal data comes here: forgotten with the rest. */
export async function deleteOldSightings({ query }: VendorScope, before: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`delete from license_sightings where last_at < ${before}`.execute(
    query,
  );
  return Number(numAffectedRows);
}
