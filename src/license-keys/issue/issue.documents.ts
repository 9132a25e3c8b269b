/** Making a key of a line, within the caller's transaction: for one, for a list, for licence support on behalf. */
import type { SiteScope } from "../../access/index.ts";
import { listVersions } from "../../catalog/index.ts";
import type { Context } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { newId } from "../../platform/id.ts";
import { found, Problem } from "../../platform/problem.ts";
import { hashOf, newLicenseSecret } from "../../platform/tokens.ts";
import { actorOf } from "../actor.rules.ts";
import { endInFile } from "../files/rules.ts";
import { lockHosts } from "../hosts/store.ts";
import type { Host, HostFacts, Lock, NewKey, Right } from "../key.data.ts";
import { insertPool, poolsOf } from "../pools.store.ts";
import { checkWanted, rightOf } from "./rules.ts";
import {
  findIssuingLine,
  type IssuingLine,
  insertTakingKey,
  type Opening,
  openHost,
  type Taken,
} from "./store.ts";

export interface IssueAsked {
  readonly lineId: string;
  readonly quantity: number;
  /** Of a file; null: an online key. */
  readonly host: Host | null;
  /** Null: the first that is offered for the product. */
  readonly lock: Lock | null;
  readonly version: string | null;
  /** In the site's calendar. */
  readonly today: LocalDate;
  /** Licence support's, when it acts on behalf. */
  readonly ticket: string | null;
  readonly moveId?: string;
  /** What `opened` has answered for `host` and `lineId`. */
  readonly opening?: Opening | null;
}

export interface Issued extends Taken {
  readonly key: NewKey;
  readonly line: IssuingLine;
  /** Of an online key: what the program says. Kept sealed and hashed. */
  readonly secret: string | null;
}

/** Nobody else changes keys of the host from here on: it is held before keys and pools are. `host` is as `parseHost` read it. */
export async function opened(
  scope: SiteScope,
  context: Context,
  { lineId, host }: { readonly lineId: string; readonly host: HostFacts },
): Promise<Opening> {
  const fresh = { ...host, id: newId("host", context.now), addedAt: context.now, addedBy: actorOf(context) };
  return openHost(scope, lineId, fresh);
}

/** Takes from the pool and adds the key; writes no file and no event. Refuses by the rules, and beyond the quantity. */
export async function issueKey(scope: SiteScope, context: Context, asked: IssueAsked): Promise<Issued> {
  const { lineId, quantity, host, opening = null } = asked;
  const line = found(
    opening === null ? await findIssuingLine(scope, lineId) : opening.line,
    "entitlement_line",
  );
  const lock = asked.lock ?? line.locks[0] ?? "node-locked";
  const right = await rightFor(scope, line, { ...asked, lock });
  if (host !== null && opening === null) await lockHosts(scope, [host.id]);
  const secret = host === null ? newLicenseSecret() : null;
  const key: NewKey = {
    ...keyOf(context, line, right),
    delivery: host === null ? "online" : "file",
    hostId: host?.id ?? null,
    lock,
    quantity,
    ticket: asked.ticket,
    moveId: asked.moveId ?? null,
    secretHash: secret === null ? null : hashOf(secret),
    sealedSecret: secret === null ? null : context.portal.secrets.seal(secret),
    ...(host === null ? {} : { fileUntil: fileUntil(context, line) }),
  };
  const taken = await insertTaking(scope, key, opening !== null);
  if (taken === undefined) throw await tooMany(scope, line, quantity);
  return { key, line, secret, ...taken };
}

function fileUntil({ now, portal }: Context, { isLasting, fileDays }: IssuingLine): string {
  return (
    endInFile({ isLasting, fileDays, expiresAt: null }, now, portal.config.licenseFileDays) ?? "infinity"
  );
}

/** The line is locked while its pool is made; whoever was slower to make it finds the other's. */
async function insertTaking(scope: SiteScope, key: NewKey, isOpened: boolean): Promise<Taken | undefined> {
  const taken = await insertTakingKey(scope, key, isOpened);
  if (taken !== undefined) return taken;
  await insertPool(scope, key.lineId);
  return insertTakingKey(scope, key, isOpened);
}

/** What a key of the line opens that is got today; the problem that says why there is none. */
async function rightFor(
  scope: SiteScope,
  line: IssuingLine,
  asked: IssueAsked & { lock: Lock },
): Promise<Right> {
  const { host, lock, version, today } = asked;
  const wanted = {
    delivery: host === null ? ("online" as const) : ("file" as const),
    lock,
    hostKind: host?.kind ?? null,
    version,
  };
  const checked = checkWanted(line, wanted);
  const facts = { product: line.productName, order: line.orderNumber, line: line.orderLine };
  if (!checked.ok) throw refusedBy({ ...facts, ...checked.refusal });
  const scheme = line.scheme === "version-based" ? "version-based" : "date-based";
  const versions = scheme === "date-based" ? [] : await listVersions(scope.query, [line.productCode]);
  const right = rightOf(scheme, { coveredThrough: line.coveredThrough, today, versions }, version);
  if (!right.ok) throw refusedBy({ ...facts, ...right.refusal });
  return right.value;
}

function refusedBy({ reason, ...facts }: { readonly reason: string }): Problem {
  return new Problem(409, reason, { rule: "DOMAIN 3.22", ...facts });
}

/** Says what is left; and of a line that the vendor has lowered, what must come back first. */
async function tooMany(scope: SiteScope, line: IssuingLine, asked: number): Promise<Problem> {
  const [pool] = await poolsOf(scope, { lineIds: [line.lineId] });
  const { quantity = 0, issued = 0, available = 0, excess = 0 } = pool ?? {};
  const facts = {
    rule: "BR-100",
    product: line.productName,
    order: line.orderNumber,
    line: line.orderLine,
    asked,
    quantity,
    issued,
    available,
  };
  return excess > 0
    ? new Problem(409, "line_in_excess", { ...facts, excess })
    : new Problem(409, "quantity_exceeds_available", facts);
}

/** A permanent key of a line, without where it goes. */
export function keyOf(
  context: Context,
  line: Pick<NewKey, "lineId" | "orderNumber" | "partNumber" | "productCode" | "productName">,
  { scheme, version, coveredThrough }: Right,
) {
  const { lineId, orderNumber, partNumber, productCode, productName } = line;
  return {
    id: newId("key", context.now),
    ...{ lineId, orderNumber, partNumber, productCode, productName },
    ...{ scheme, version, coveredThrough },
    kind: "permanent",
    issuedAt: context.now,
    issuedBy: actorOf(context),
    expiresAt: null,
    supersedes: null,
  } as const satisfies Partial<NewKey>;
}
