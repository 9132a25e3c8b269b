/** Customers' access tokens: made once, shown once, least right, revocable, and never more than the person. Source: BAR 23. */
import { asPortal, authorize, holds, type MemberScope, type Permission } from "../../access/index.ts";
import { fullName, requireProof } from "../../identity/index.ts";
import { type Context, today } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { emit } from "../../platform/events.ts";
import { spend } from "../../platform/http/limits.ts";
import { type Listed, pageOf } from "../../platform/http/lists.ts";
import { readPlace, writePlace } from "../../platform/http/place.ts";
import { newId } from "../../platform/id.ts";
import { queueMails } from "../../platform/mail/queue.ts";
import { found, invalid } from "../../platform/problem.ts";
import { hashOf, newAccessToken } from "../../platform/tokens.ts";
import { endOfToken, faultOfLastDay, lastDayOf } from "./scopes.rules.ts";
import {
  type AccessTokenRow,
  insertAccessToken,
  listAccessTokens,
  listEndingTokens,
  revokeAccessToken,
} from "./store.ts";

export interface TokenRequest {
  readonly name: string;
  readonly scopes: readonly Permission[];
  /** The last day on which it works, inclusive, in UTC. */
  readonly expiresOn: LocalDate;
}

export interface AccessToken
  extends Omit<AccessTokenRow, "givenName" | "familyName" | "language" | "expiresAt"> {
  /** Whose it is; empty for a name that is not known. */
  readonly personName: string;
  readonly expiresOn: LocalDate;
  readonly isOver: boolean;
  readonly isMine: boolean;
}

/** A person makes a handful; whoever got hold of a session is slowed. */
const MADE = { most: 30, seconds: 86_400 } as const;

/** The secret is in this answer and nowhere else. */
export async function createAccessToken(
  context: Context,
  siteId: string,
  request: TokenRequest,
): Promise<{ id: string; token: string }> {
  const fault = faultOfLastDay(request.expiresOn, today(context));
  if (fault !== undefined) throw invalid({ expiresOn: [fault] });
  await authorize(context, "access-token.create", siteId, async () => {}); // who may not is told so first
  await requireProof(context);
  const { now } = context;
  const token = newAccessToken();
  const { name } = request;
  const scopes = [...new Set(request.scopes)];
  const id = newId("token", now);
  await authorize(context, "access-token.create", siteId, async (scope) => {
    await spend(context.db, `access token ${scope.personId}`, MADE);
    await insertAccessToken(scope, {
      id,
      personId: scope.personId,
      name,
      secretHash: hashOf(token),
      scopes,
      createdAt: now,
      expiresAt: endOfToken(request.expiresOn),
    });
    const facts = { tokenId: id, token: name, expiresOn: request.expiresOn, permissions: scopes };
    await emit(scope.query, context, { name: "access-token.created", siteId, facts });
  });
  return { id, token };
}

/** Everybody sees their own; who manages access sees the site's. */
export async function readAccessTokens(
  context: Context,
  siteId: string,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<Listed<AccessToken> & { readonly isAll: boolean }> {
  const { secrets } = context.portal;
  const list = `access-tokens ${siteId}`;
  const before = readPlace(secrets, list, after)?.id ?? null;
  return authorize(context, "access-token.read", siteId, async (scope) => {
    const of = reachOf(scope);
    const rows = await listAccessTokens(scope, { of, before, limit: limit + 1 });
    const { items, end } = pageOf(rows, limit, ({ id }) => ({ value: id, id }));
    const next = end === null ? null : writePlace(secrets, list, end);
    return { items: items.map((row) => tokenOf(row, scope, context.now)), next, limit, isAll: of === null };
  });
}

/** Felt by the very next request. Another's is revoked by who manages access; to everybody else it is not there. */
export async function endAccessToken(context: Context, siteId: string, id: string): Promise<void> {
  await authorize(context, "access-token.create", siteId, async (scope) => {
    const of = reachOf(scope);
    const { name } = found(await revokeAccessToken(scope, { id, of, at: context.now }), "access_token");
    const facts = { tokenId: id, token: name };
    await emit(scope.query, context, { name: "access-token.revoked", siteId, facts });
  });
}

function reachOf({ grant, personId }: MemberScope): string | null {
  return holds(grant, "manageAccess", "update") ? null : personId;
}

function tokenOf(row: AccessTokenRow, { personId }: MemberScope, now: Date): AccessToken {
  const { givenName, familyName, language, expiresAt, ...token } = row;
  return {
    ...token,
    personName: fullName({ givenName, familyName, language }),
    expiresOn: lastDayOf(expiresAt),
    isOver: new Date(expiresAt) <= now,
    isMine: token.personId === personId,
  };
}

const NOTICE_DAYS = 7;
const BATCH = 500;
const DAY = 86_400_000;

/** A week before a token ends its owner is told, once. */
export async function announceTokenEnds(context: Context): Promise<void> {
  const until = new Date(context.now.getTime() + NOTICE_DAYS * DAY);
  for (let after = "", isMore = true; isMore; ) {
    const told = await asPortal(context, async (scope) => {
      const ending = await listEndingTokens(scope, { now: context.now, until, after, limit: BATCH });
      const messages = ending.map(({ id, email, language, expiresAt, ...facts }) => ({
        to: email,
        language,
        template: "access-token.ending",
        facts: { ...facts, expiresOn: lastDayOf(expiresAt) },
        dedupeKey: `access-token.ending ${id}`,
      }));
      await queueMails(scope.query, context, messages);
      return ending;
    });
    after = told.at(-1)?.id ?? after;
    isMore = told.length === BATCH;
  }
}
