/**
 * How the vendor's feed brings releases and their files. See platform/staging.ts.
 *
 * A file whose size or checksum changed is awaited again, and so is one that was rejected. One that a release no longer
 * lists is rejected, never deleted: who took it has it in the history.
 */
import { sql } from "kysely";
import type { VendorScope } from "../access/index.ts";
import {
  type Counts,
  countStaged,
  countsOf,
  refuseStaged,
  type StagedTable,
  stagedId,
} from "../platform/staging.ts";

export const downloadsStaging: readonly StagedTable[] = [
  {
    name: "feed_releases",
    columns: "line bigint, product_code text, version text, platform text, language text",
    more: "release_id text, is_changed boolean",
  },
  {
    name: "feed_release_files",
    columns: "line bigint, place integer, name text, size_bytes bigint, sha256 text, url text",
  },
];

type Within = Pick<VendorScope, "query">;

export async function mergeReleases({ query }: VendorScope, now: Date): Promise<Counts> {
  await refuseStaged(query, {
    from: "feed_releases",
    where: sql`not exists (select from product_versions known
                            where known.product_code = staged.product_code and known.version = staged.version)`,
    field: "version",
    code: "unknown_version",
    facts: sql`jsonb_build_object('product', product_code, 'version', version)`,
    missing: { kind: "version", key: sql`product_code || ' ' || version` },
  });
  await dropRepeatedReleases({ query });
  const added = await insertReleases({ query }, now);
  await resolveReleases({ query });
  const changed = await countChangedReleases({ query });
  await withdrawFiles({ query });
  await updateFiles({ query });
  await insertFiles({ query }, now);
  return countsOf(await countStaged(query, "feed_releases"), added, changed);
}

/** Files of a release as one text, so that two can be compared. */
const CONTENT = sql`(select string_agg(row(name, size_bytes, sha256, url)::text, '' order by name)
                       from feed_release_files files where files.line = staged.line)`;

async function dropRepeatedReleases({ query }: Within): Promise<void> {
  await sql`
    with ranked as (select staged.line, ${CONTENT} as content, row_number() over same as place,
                           first_value(line) over same as first_line, first_value(${CONTENT}) over same as first_content
                      from feed_releases staged
                    window same as (partition by product_code, version, platform, language order by line)),
         dropped as (delete from feed_releases using ranked where ranked.line = feed_releases.line and ranked.place > 1)
    insert into staged_faults
    select line, 'version', 'duplicate_record', jsonb_build_object('first', first_line), false
      from ranked
     where place > 1
       and content <> first_content`.execute(query);
}

async function insertReleases({ query }: Within, now: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    insert into releases (id, product_code, version, platform, language)
    select ${stagedId("release", now)}, product_code, version, platform, language
      from feed_releases
        on conflict (product_code, version, platform, language) do nothing`.execute(query);
  return Number(numAffectedRows);
}

async function resolveReleases({ query }: Within): Promise<void> {
  await sql`
    update feed_releases staged
       set release_id = known.id
      from releases known
     where known.product_code = staged.product_code
       and known.version = staged.version
       and known.platform = staged.platform
       and known.language = staged.language`.execute(query);
}

const CURRENT = sql`(files.state <> 'rejected' or files.reason is distinct from 'withdrawn')`;

/** Releases that were there and will have other files than now. */
async function countChangedReleases({ query }: Within): Promise<number> {
  const { rows } = await sql<{ changed: number }>`
    with staged as (select release_id, files.name, files.size_bytes, files.sha256, files.url
                      from feed_releases join feed_release_files files using (line)),
         stored as (select files.release_id, files.name, files.size_bytes, files.sha256, files.url
                      from release_files files
                     where ${CURRENT} and files.release_id in (select release_id from feed_releases)),
         different as (select release_id from (table staged except table stored) missing
                       union select release_id from (table stored except table staged) surplus)
    select count(*) as changed
      from different
     where exists (select from release_files files where files.release_id = different.release_id)`.execute(
    query,
  );
  return rows[0]?.changed ?? 0;
}

async function withdrawFiles({ query }: Within): Promise<void> {
  await sql`
    update release_files files
       set state = 'rejected', reason = 'withdrawn', key_id = null, signature = null
      from feed_releases staged
     where files.release_id = staged.release_id
       and ${CURRENT}
       and not exists (select from feed_release_files listed
                        where listed.line = staged.line and listed.name = files.name)`.execute(query);
}

async function updateFiles({ query }: Within): Promise<void> {
  await sql`
    update release_files files
       set size_bytes = listed.size_bytes, sha256 = listed.sha256, url = listed.url, state = 'awaited', reason = null,
           key_id = null, signature = null
      from feed_releases staged
      join feed_release_files listed on listed.line = staged.line
     where files.release_id = staged.release_id
       and files.name = listed.name
       and (files.state = 'rejected' or row(files.size_bytes, files.sha256, files.url)
                              is distinct from row(listed.size_bytes, listed.sha256, listed.url))`.execute(
    query,
  );
}

async function insertFiles({ query }: Within, now: Date): Promise<void> {
  await sql`
    insert into release_files (id, release_id, name, size_bytes, sha256, url)
    select ${stagedId("file", now)}, staged.release_id, listed.name, listed.size_bytes, listed.sha256, listed.url
      from feed_releases staged
      join feed_release_files listed on listed.line = staged.line
        on conflict (release_id, name) do nothing`.execute(query);
}

export async function hasAwaitedFiles({ query }: VendorScope): Promise<boolean> {
  const { rows } = await sql`select from release_files where state = 'awaited' limit 1`.execute(query);
  return rows.length > 0;
}
