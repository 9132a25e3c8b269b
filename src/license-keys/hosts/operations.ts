/** A site's hosts, their names and their license files. Source: DOMAIN §3.22, D-29. */
import { authorize, type MemberScope, personOf } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { violatedConstraint } from "../../platform/database.ts";
import { emit } from "../../platform/events.ts";
import { spend } from "../../platform/http/limits.ts";
import { eachPage, type Listed, pageOf } from "../../platform/http/lists.ts";
import { type Place, readPlace, writePlace } from "../../platform/http/place.ts";
import { found, Problem } from "../../platform/problem.ts";
import type { SheetFormat } from "../../platform/sheets/columns.ts";
import { freshHostFile, type HostFile, newestHostFile } from "../files/documents.ts";
import { readHost } from "../issue/operations.ts";
import type { Host } from "../key.data.ts";
import { type ShownKey, shown } from "../keys/shown.documents.ts";
import { listKeys } from "../store.ts";
import {
  type HostFilter,
  type HostPage,
  type HostSort,
  type ListedHost,
  listHosts,
  updateHostName,
} from "./list.store.ts";
import { findHost } from "./store.ts";

export interface HostsAsked extends HostFilter {
  readonly siteId: string;
  readonly sort: HostSort;
  readonly after?: string | undefined;
  readonly limit: number;
}

export async function readHosts(context: Context, asked: HostsAsked): Promise<Listed<ListedHost>> {
  const { secrets } = context.portal;
  const list = `hosts ${asked.siteId} ${asked.sort}`;
  const after = readPlace(secrets, list, asked.after);
  return authorize(context, "license-key.read", asked.siteId, async (scope) => {
    const { items, end } = await readPage(scope, { ...asked, after });
    return { items, next: end === null ? null : writePlace(secrets, list, end), limit: asked.limit };
  });
}

async function readPage(
  scope: MemberScope,
  page: HostPage,
): Promise<{ items: ListedHost[]; end: Place | null }> {
  return pageOf(await listHosts(scope, page), page.limit, (host) => ({
    value: page.sort.endsWith("name") ? host.name : host.addedAt,
    id: host.id,
  }));
}

const SHEET_PAGE = 1000;
const SHEETS = { most: 30, seconds: 60 };

/** Every host that the filter finds, page by page. */
export async function exportHosts(context: Context, asked: Omit<HostsAsked, "limit">, _format: SheetFormat) {
  await spend(context.db, `sheet ${personOf(context)}`, SHEETS);
  await authorize(context, "license-key.read", asked.siteId, async () => {}); // who may not is told so first
  return eachPage((after) =>
    authorize(context, "license-key.read", asked.siteId, (scope) =>
      readPage(scope, { ...asked, after, limit: SHEET_PAGE }),
    ),
  );
}

export interface HostInFull {
  readonly host: Host;
  /** In force, by product. */
  readonly keys: readonly ShownKey[];
  /** Its newest file; null before the first. */
  readonly file: HostFile | null;
}

export async function readHostInFull(context: Context, siteId: string, hostId: string): Promise<HostInFull> {
  return authorize(context, "license-key.read", siteId, async (scope) => {
    const host = found(await findHost(scope, hostId), "host");
    const keys = await shown(scope, context, await listKeys(scope, { hostId }));
    return { host, keys, file: (await newestHostFile(scope, hostId)) ?? null };
  });
}

/** The file says the new name from the next one on. */
export async function renameHost(context: Context, asked: Renaming): Promise<Host> {
  try {
    return await authorize(context, "license-key.issue", asked.siteId, (scope) =>
      rename(scope, context, asked),
    );
  } catch (error) {
    if (violatedConstraint(error) !== "hosts_once") throw error;
    throw new Problem(409, "host_name_taken", { name: asked.name });
  }
}

interface Renaming {
  readonly siteId: string;
  readonly hostId: string;
  readonly name: string;
}

/** Only hosts of the kind `any` are told apart by their names. */
async function rename(
  scope: MemberScope,
  context: Context,
  { siteId, hostId, name }: Renaming,
): Promise<Host> {
  const host = found(await findHost(scope, hostId), "host");
  const { kind, value } = host;
  const read = readHost({ kind, value, name });
  await updateHostName(scope, { hostId, name: read.name });
  const facts = { hostId, host: read.name, formerHost: host.name };
  await emit(scope.query, context, { name: "host.renamed", siteId, facts });
  return { ...host, name: read.name };
}

/**
 * The newest file of a host. It is written again in the second half of its life, so that whoever fetches it has it for
 * a while; who only looks on for the vendor gets it as it is. A program that names an older one is told.
 */
export async function readHostFile(
  context: Context,
  { siteId, hostId, sequence }: { siteId: string; hostId: string; sequence?: number | undefined },
): Promise<HostFile> {
  return authorize(context, "license-key.read", siteId, async (scope) => {
    found(await findHost(scope, hostId), "host");
    const kept = found(await newestHostFile(scope, hostId), "license_file");
    if (sequence !== undefined && sequence !== kept.sequence) throw notNewest(sequence, kept);
    if (isLookingOn(context)) return kept;
    const { isNew, ...file } = await freshHostFile(scope, context, hostId);
    if (isNew) {
      const facts = { hostId, host: (await findHost(scope, hostId))?.name ?? "", sequence: file.sequence };
      await emit(scope.query, context, { name: "license-file.renewed", siteId, facts });
    }
    return file;
  });
}

/** One that was never written is not there. */
function notNewest(sequence: number, { sequence: newest }: HostFile): Problem {
  return sequence < newest
    ? new Problem(409, "older_file", { sequence, newest })
    : new Problem(404, "license_file_not_found", { sequence, newest });
}

function isLookingOn({ actor }: Context): boolean {
  return actor.kind === "person" && actor.view !== undefined;
}
