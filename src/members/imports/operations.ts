/**
 * A list of people, applied whole or not at all.
 *
 * A dry run is the run itself, undone at its end: what it tells is what would happen, to the last place for a secondary
 * contact. Rows that free places are done first, whatever their place in the file.
 */
import { createHash } from "node:crypto";
import { authorize, type MemberScope, personOf } from "../../access/index.ts";
import { findSiteFacts } from "../../agreements/index.ts";
import type { Context } from "../../platform/context.ts";
import { emitAll } from "../../platform/events.ts";
import { spend } from "../../platform/http/limits.ts";
import { queueMails } from "../../platform/mail/queue.ts";
import { found, Problem } from "../../platform/problem.ts";
import { faultsOf } from "../form.documents.ts";
import { addMember, changeMember, type Given, type Giving, removeMember } from "../give.operations.ts";
import { findMemberId } from "../store.ts";
import { type Fault, type Row, readList } from "./list.rules.ts";
import { deleteList, findList, saveList } from "./store.ts";

export interface Change {
  readonly line: number;
  readonly email: string;
  /** `keep`: the row asks for what is so already. */
  readonly action: Row["action"] | "keep";
  readonly fields: readonly string[];
}

export interface ImportReport {
  readonly isApplied: boolean;
  readonly counts: {
    readonly added: number;
    readonly changed: number;
    readonly removed: number;
    readonly unchanged: number;
  };
  readonly changes: readonly Change[];
  readonly faults: readonly Fault[];
}

/** Each may send mails to thousands. */
const RUNS = { most: 60, seconds: 3600 };

interface Sent {
  readonly bytes: Uint8Array;
  readonly isDryRun: boolean;
}

export async function importMembers(context: Context, siteId: string, sent: Sent): Promise<ImportReport> {
  await spend(context.db, `import members ${personOf(context)}`, RUNS);
  return alone(() => authorize(context, "member.manage", siteId, (scope) => run(scope, context, sent)));
}

/** Keeps a list until it is confirmed. */
export async function keepList(context: Context, siteId: string, bytes: Uint8Array): Promise<void> {
  await authorize(context, "member.manage", siteId, async (scope) => {
    const sealedContent = context.portal.secrets.seal(Buffer.from(bytes).toString("base64"));
    await saveList(scope, { digest: digestOf(bytes), sealedContent, sentAt: context.now });
  });
}

export interface Preview extends ImportReport {
  /** Names the list that was looked at. */
  readonly digest: string;
}

/** What the kept list would do now; undefined when there is none. */
export async function previewList(context: Context, siteId: string): Promise<Preview | undefined> {
  const kept = await authorize(context, "member.manage", siteId, findList);
  if (kept === undefined) return undefined;
  const bytes = bytesIn(context, kept.sealedContent);
  return { ...(await importMembers(context, siteId, { bytes, isDryRun: true })), digest: kept.digest };
}

/** Applies the kept list, if it is still the one that was looked at. */
export async function applyList(context: Context, siteId: string, digest: string): Promise<ImportReport> {
  await spend(context.db, `import members ${personOf(context)}`, RUNS);
  return alone(() =>
    authorize(context, "member.manage", siteId, async (scope) => {
      const kept = await findList(scope);
      if (kept?.digest !== digest) throw new Problem(409, "member_import_changed");
      await deleteList(scope);
      return run(scope, context, { bytes: bytesIn(context, kept.sealedContent), isDryRun: false });
    }),
  );
}

function bytesIn({ portal }: Context, sealed: Uint8Array): Buffer {
  return Buffer.from(String(portal.secrets.unseal(sealed)), "base64");
}

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Thrown so that the transaction ends without a trace. */
class Undone extends Error {
  readonly report: ImportReport;
  constructor(report: ImportReport) {
    super("undone");
    this.report = report;
  }
}

/** A long one takes seconds, in which it keeps a connection and its site: those at once must not take them all. */
const MOST_AT_ONCE = 2;
let running = 0;

async function alone(work: () => Promise<ImportReport>): Promise<ImportReport> {
  if (running >= MOST_AT_ONCE) throw new Problem(503, "unavailable", { retryAfterSeconds: 5 });
  running += 1;
  try {
    return await work();
  } catch (error) {
    if (error instanceof Undone) return error.report;
    throw error;
  } finally {
    running -= 1;
  }
}

async function run(scope: MemberScope, context: Context, { bytes, isDryRun }: Sent): Promise<ImportReport> {
  const list = readList(bytes);
  const site = found(await findSiteFacts(scope), "site");
  const { done, faults } = await applyRows({ scope, context, site }, list.rows);
  const report = reportOf(done, [...list.faults, ...faults]);
  if (isDryRun || report.faults.length > 0) throw new Undone(report);
  const given = done.flatMap((each) => each.given ?? []);
  for (const part of partsOf(given)) {
    await queueMails(
      scope.query,
      context,
      part.flatMap(({ mail }) => mail ?? []),
    );
  }
  for (const part of partsOf(given))
    await emitAll(
      scope.query,
      context,
      part.map(({ event }) => event),
    );
  const { added, changed, removed } = report.counts;
  const facts = { added, changed, removed };
  await emitAll(scope.query, context, [{ name: "members.imported", siteId: scope.siteId, facts }]);
  return { ...report, isApplied: true };
}

/** A statement takes 65,535 parameters. */
function partsOf(given: readonly Given[]): Given[][] {
  const parts = Math.ceil(given.length / 1000);
  return Array.from({ length: parts }, (_, part) => given.slice(part * 1000, (part + 1) * 1000));
}

interface Done {
  readonly row: Row;
  /** Undefined: nothing was different. */
  readonly given: Given | undefined;
}

/** In one order for all, so that two sites that add the same people at once do not wait for each other. */
async function applyRows(giving: Giving, rows: readonly Row[]): Promise<{ done: Done[]; faults: Fault[] }> {
  const rank = ({ action, role }: Row) =>
    action === "remove" ? 0 : action === "change" && role === "user" ? 1 : 2;
  const inOrder = rows.toSorted((a, b) => rank(a) - rank(b) || (a.emailKey < b.emailKey ? -1 : 1));
  const done: Done[] = [];
  const faults: Fault[] = [];
  for (const row of inOrder) {
    try {
      done.push({ row, given: await applyRow(giving, row) });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      faults.push(...faultsIn(error, row.line));
    }
  }
  return { done, faults };
}

async function applyRow(giving: Giving, row: Row): Promise<Given | undefined> {
  const { email, emailKey, action, role, privileges, validThrough } = row;
  if (action === "add") return addMember(giving, { email, role, privileges, validThrough });
  const personId = found(await findMemberId(giving.scope, emailKey), "member");
  if (action === "remove") return removeMember(giving, personId);
  return changeMember(giving, { personId, role, privileges, validThrough });
}

function faultsIn(problem: Problem, line: number): Fault[] {
  const faults = faultsOf(problem);
  if (faults === undefined) throw problem;
  return faults.map(([field, code]) => ({
    line,
    field: field === "form" ? null : field.replace("privileges.", ""),
    code,
  }));
}

function reportOf(done: readonly Done[], faults: readonly Fault[]): ImportReport {
  const changes = done.map(({ row, given }): Change => {
    const { line, email, action } = row;
    const fields = given?.event.facts?.["fields"];
    return {
      line,
      email,
      action: given === undefined ? "keep" : action,
      fields: Array.isArray(fields) ? fields : [],
    };
  });
  const count = (action: Change["action"]) => changes.filter((change) => change.action === action).length;
  return {
    isApplied: false,
    counts: {
      added: count("add"),
      changed: count("change"),
      removed: count("remove"),
      unchanged: count("keep"),
    },
    changes: changes.toSorted((a, b) => a.line - b.line),
    faults: faults.toSorted((a, b) => a.line - b.line),
  };
}
