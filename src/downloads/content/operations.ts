/** Who takes which bytes of a file. Every range is authorized anew, whoever asks. Source: BAR 24, 25. */
import { asPortal, type MemberScope, siteScopeOf } from "../../access/index.ts";
import { findPerson } from "../../identity/index.ts";
import type { Context } from "../../platform/context.ts";
import { emit } from "../../platform/events.ts";
import { type Conditions, decideRange, type RangeAnswer } from "../../platform/files/range.ts";
import { newId } from "../../platform/id.ts";
import { found, Problem } from "../../platform/problem.ts";
import { hashOf } from "../../platform/tokens.ts";
import { authorizeDownload } from "../offers/offer.authorize.ts";
import { factsOf, isExpired, type Span, spanOf, type TakenFile } from "./rules.ts";
import { checkRunning } from "./running.store.ts";
import { findLink, hasOnlyOtherContent, openWithoutLink, updateSent, updateStarted } from "./store.ts";

/** What goes out: the headers of `file`, and the bytes of `range` unless there are none: HEAD, a range that is not there. */
export interface Taking {
  readonly context: Context;
  readonly siteId: string;
  readonly file: TakenFile;
  readonly answer: RangeAnswer;
  readonly bytes: TakenBytes | null;
}

export interface TakenBytes {
  readonly downloadId: string;
  /** Both inclusive. */
  readonly start: number;
  readonly end: number;
}

interface Target {
  readonly siteId: string;
  readonly fileId: string;
  /** Null for a signed-in browser. */
  readonly link: { readonly downloadId: string; readonly sha256: string } | null;
}

/** For somebody who is signed in. */
export function takeBySession(context: Context, target: Omit<Target, "link">, conditions: Conditions) {
  return take(context, { ...target, link: null }, conditions);
}

/** For whoever has the link: it stands for the person that it was made for, and for no more than that person may. */
export async function takeByLink(
  context: Context,
  { token, name }: { token: string; name: string },
  conditions: Conditions,
): Promise<Taking> {
  const { link, person } = await asPortal(context, async (scope) => {
    const row = found(await findLink(scope, hashOf(token)), "link");
    return { link: row, person: await findPerson(scope.query, { id: row.personId }) };
  });
  if (link.fileName !== name) throw new Problem(404, "link_not_found");
  if (isExpired(link, context.now)) throw new Problem(410, "link_expired");
  if (person === undefined) throw new Problem(403, "right_withdrawn");
  const actor = { kind: "person", personId: link.personId, staffRole: null } as const;
  try {
    return await take({ ...context, actor }, { ...link, link }, conditions);
  } catch (error) {
    const isHidden = error instanceof Problem && error.code === "site_not_found";
    throw isHidden ? new Problem(403, "right_withdrawn") : error;
  }
}

async function take(context: Context, target: Target, conditions: Conditions): Promise<Taking> {
  const { siteId, link } = target;
  if (link !== null) checkRunning(link.downloadId);
  return authorizeDownload(context, target, async (scope, file) => {
    if (link !== null && link.sha256 !== file.sha256) throw new Problem(410, "file_replaced");
    const answer = decideRange(await applicable(scope, file, { conditions, link }), file);
    const taking = { context, siteId, file, answer };
    const isEmpty = conditions.method !== "GET" || (answer.status !== 200 && answer.status !== 206);
    if (isEmpty) return { ...taking, bytes: null };
    const downloadId = link?.downloadId ?? (await openTaking(context, scope, file));
    await start(context, scope, { downloadId, file, span: spanOf(answer) });
    return { ...taking, bytes: { downloadId, start: answer.start, end: answer.end } };
  });
}

/**
 * A program that goes on without If-Range would join two contents when the file was replaced in between: it gets the
 * whole new one. A link serves one content only. Source: BAR §2 case 35.
 */
async function applicable(
  scope: MemberScope,
  file: TakenFile,
  { conditions, link }: { conditions: Conditions; link: Target["link"] },
): Promise<Conditions> {
  const isBlind = link === null && conditions.range !== undefined && conditions.ifRange === undefined;
  const isOther = isBlind && (await hasOnlyOtherContent(scope, { personId: scope.personId, file }));
  return isOther ? { ...conditions, range: undefined } : conditions;
}

async function openTaking({ now }: Context, scope: MemberScope, file: TakenFile): Promise<string> {
  const { personId } = scope;
  return found(await openWithoutLink(scope, { id: newId("download", now), personId, file, now }), "download");
}

async function start(
  context: Context,
  scope: MemberScope,
  { downloadId, file, span }: { downloadId: string; file: TakenFile; span: Span },
): Promise<void> {
  const isFirst = await updateStarted(scope, { downloadId, span, now: context.now });
  if (!isFirst) return;
  const { siteId } = scope;
  await emit(scope.query, context, { name: "download.started", siteId, facts: factsOf(downloadId, file) });
}

/** Notes how much of what was taken went out; the answer has gone, so whatever fails here must not fail it. */
export async function noteSent(
  taking: Taking & { bytes: TakenBytes },
  { sent, isLast }: { sent: number; isLast: boolean },
): Promise<void> {
  const { siteId, file, bytes } = taking;
  const { portal } = taking.context;
  const context = { ...taking.context, now: portal.clock.now() };
  const spans = { asked: spanOf(bytes), sent: spanOf({ start: bytes.start, end: bytes.start + sent - 1 }) };
  const { downloadId } = bytes;
  const report = { downloadId, ...spans, bytes: sent, sizeBytes: file.sizeBytes, isLast, now: context.now };
  try {
    await asPortal(context, async (scope) => {
      const isCompleted = await updateSent(siteScopeOf(scope, siteId), report);
      if (!isCompleted) return;
      const facts = { ...factsOf(downloadId, file), sizeBytes: file.sizeBytes };
      await emit(scope.query, context, { name: "download.completed", siteId, facts });
    });
  } catch (error) {
    portal.log.warn({ err: error, downloadId }, "what was sent of a download could not be noted");
  }
}
