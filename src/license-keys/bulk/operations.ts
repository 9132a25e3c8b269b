/**
 * A list of key actions, applied whole or not at all.
 *
 * A dry run is the run itself, undone at its end. What is returned goes first, then what moves, then what is got,
 * whatever its place in the file: a key that comes back can go out again. Each host gets one new file.
 */
import { createHash } from "node:crypto";
import { authorize, type MemberScope, personOf } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { spend } from "../../platform/http/limits.ts";
import { newId } from "../../platform/id.ts";
import { Problem } from "../../platform/problem.ts";
import { writeFiles } from "../moves/sides.documents.ts";
import { applyRow, type Done } from "./apply.operations.ts";
import { type Action, type Fault, type Row, readList } from "./list.rules.ts";
import { openRun } from "./run.documents.ts";
import { findApplied, insertApplied, lockList, saveList } from "./store.ts";

export interface BulkReport {
  /** Null: a dry run, or refused. */
  readonly id: string | null;
  readonly isApplied: boolean;
  readonly counts: Readonly<Record<Action, number>>;
  readonly outcomes: readonly Done[];
  readonly faults: readonly Fault[];
  /** Of the hosts that got a new file. */
  readonly hosts: readonly { readonly hostId: string; readonly name: string; readonly sequence: number }[];
}

const RUNS = { most: 60, seconds: 3600 };
/** A long one keeps a connection and the site's hosts for seconds: those at once must not take them all. */
const MOST_AT_ONCE = 2;
let running = 0;

/** Thrown so that the transaction ends without a trace. */
class Undone extends Error {
  readonly report: BulkReport;
  constructor(report: BulkReport) {
    super("undone");
    this.report = report;
  }
}

async function alone(context: Context, siteId: string, work: (scope: MemberScope) => Promise<BulkReport>) {
  await spend(context.db, `import keys ${personOf(context)}`, RUNS);
  if (running >= MOST_AT_ONCE) throw new Problem(503, "unavailable", { retryAfterSeconds: 5 });
  running += 1;
  try {
    return await authorize(context, "license-key.move", siteId, work);
  } catch (error) {
    if (error instanceof Undone) return error.report;
    throw error;
  } finally {
    running -= 1;
  }
}

export async function importKeys(
  context: Context,
  siteId: string,
  { bytes, isDryRun }: { bytes: Uint8Array; isDryRun: boolean },
): Promise<BulkReport> {
  return alone(context, siteId, (scope) => run(scope, context, { bytes, isDryRun }));
}

/** Keeps a list until it is confirmed. */
export async function keepList(context: Context, siteId: string, bytes: Uint8Array): Promise<void> {
  await authorize(context, "license-key.move", siteId, async (scope) => {
    const sealedContent = context.portal.secrets.seal(Buffer.from(bytes).toString("base64"));
    const id = newId("keyimport", context.now);
    await saveList(scope, { id, digest: digestOf(bytes), sealedContent, sentAt: context.now });
  });
}

export interface BulkPreview extends BulkReport {
  readonly listId: string;
}

/** What the kept list would do now; undefined when there is none. */
export async function previewList(context: Context, siteId: string): Promise<BulkPreview | undefined> {
  const kept = await authorize(context, "license-key.move", siteId, lockList);
  if (kept === undefined) return undefined;
  const bytes = bytesIn(context, kept.sealedContent);
  return { ...(await importKeys(context, siteId, { bytes, isDryRun: true })), listId: kept.id };
}

/** Applies the kept list, if it is still the one that was looked at; a second click finds it applied. */
export async function applyList(context: Context, siteId: string, listId: string): Promise<BulkReport> {
  return alone(context, siteId, async (scope) => {
    const kept = await lockList(scope);
    if (kept?.id === listId) {
      const bytes = bytesIn(context, kept.sealedContent);
      return run(scope, context, { bytes, isDryRun: false, listId });
    }
    const before = await findApplied(scope, listId);
    if (before?.personId !== scope.personId) throw new Problem(409, "key_import_changed");
    const counts = { get: 0, return: 0, move: 0 };
    return { id: before.id, isApplied: true, counts, outcomes: [], faults: [], hosts: [] };
  });
}

function bytesIn({ portal }: Context, sealed: Uint8Array): Buffer {
  return Buffer.from(String(portal.secrets.unseal(sealed)), "base64");
}

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

const RANK: Readonly<Record<Action, number>> = { return: 0, move: 1, get: 2 };

async function run(
  scope: MemberScope,
  context: Context,
  { bytes, isDryRun, listId }: { bytes: Uint8Array; isDryRun: boolean; listId?: string },
): Promise<BulkReport> {
  const list = readList(bytes);
  const rows = list.rows.toSorted(
    (one, other) => RANK[one.action] - RANK[other.action] || one.line - other.line,
  );
  const state = await openRun(scope, context, rows);
  const done: Done[] = [];
  const faults: Fault[] = [...list.faults];
  for (const row of rows) {
    try {
      done.push(await applyRow(state, row));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      faults.push(faultOf(row, error));
    }
  }
  const files = faults.length > 0 ? new Map() : await writeFiles(scope, context, state.touched);
  const hosts = [...files].map(([hostId, { host, sequence }]) => ({ hostId, name: host.name, sequence }));
  const count = (action: Action) => done.filter((each) => each.action === action).length;
  const counts = { get: count("get"), return: count("return"), move: count("move") };
  const report: BulkReport = {
    id: null,
    isApplied: false,
    counts,
    outcomes: done.toSorted((one, other) => one.line - other.line),
    faults: faults.toSorted((one, other) => one.line - other.line),
    hosts,
  };
  if (isDryRun || faults.length > 0) throw new Undone(report);
  const id = listId ?? newId("keyimport", context.now);
  const keyIds = [...new Set(done.flatMap((each) => each.keyIds))];
  const hostIds = hosts.map(({ hostId }) => hostId);
  await insertApplied(scope, { id, digest: digestOf(bytes), at: context.now, hostIds, keyIds });
  const facts = {
    importId: id,
    got: counts.get,
    returned: counts.return,
    moved: counts.move,
    keyIds,
    hosts: hosts.length,
  };
  await emit(scope.query, context, { name: "license-keys.imported", siteId: scope.siteId, facts });
  return { ...report, id, isApplied: true };
}

const FIELDS: Readonly<Record<string, string>> = {
  quantity_exceeds_available: "quantity",
  quantity_exceeds_held: "quantity",
  line_in_excess: "quantity",
  line_not_here: "product",
  several_products: "product",
  key_not_on_host: "host_value",
};

/** The rule that refused a row, at the column that it is about. */
function faultOf({ line, action }: Row, { code, facts }: Problem): Fault {
  const isHost = code === "host_kind_not_offered" || code === "already_there";
  const host = action === "move" ? "to_kind" : "host_kind";
  return { line, field: isHost ? host : (FIELDS[code] ?? null), code, facts };
}
