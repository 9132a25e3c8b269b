/** API keys: made once, shown once, least right, revocable. Source: BAR 23, 49. */
import { join } from "node:path";
import { asPortal, authorizeVendor, VENDOR_PERMISSIONS, type VendorPermission } from "../access/index.ts";
import { type Context, type Portal, systemContext } from "../platform/context.ts";
import type { LocalDate } from "../platform/dates.ts";
import { addDays } from "../platform/dates.ts";
import { emit } from "../platform/events.ts";
import type { Listed } from "../platform/http/lists.ts";
import { pageOf } from "../platform/http/lists.ts";
import { readPlace, writePlace } from "../platform/http/place.ts";
import { newId } from "../platform/id.ts";
import { found, invalid, Problem } from "../platform/problem.ts";
import { readOrMake } from "../platform/secrets.ts";
import { hashOf, isApiKey, newApiKey } from "../platform/tokens.ts";
import { insertApiKey, keepSystemKey, listApiKeys, type NewApiKey, revokeKey } from "./store.ts";

export interface KeyRequest {
  readonly name: string;
  readonly scopes: readonly VendorPermission[];
  /** The last day on which it works, inclusive, in UTC. */
  readonly expiresOn?: LocalDate | undefined;
}

type ApiKey = Awaited<ReturnType<typeof insertApiKey>>;

/** The key itself is in this answer and nowhere else. A program gives no scope that it does not have. */
export async function createApiKey(context: Context, request: KeyRequest): Promise<ApiKey & { key: string }> {
  const { actor, now } = context;
  const key = newApiKey();
  return authorizeVendor(context, "api-key.create", async (scope) => {
    const missing = request.scopes.find((each) => actor.kind === "program" && !actor.scopes.includes(each));
    if (missing !== undefined) throw new Problem(403, "scope_required", { permission: missing });
    const expiresAt = request.expiresOn === undefined ? null : new Date(addDays(request.expiresOn, 1));
    if (expiresAt !== null && expiresAt <= now) throw invalid({ expiresOn: ["day_is_over"] });
    const { name, scopes } = request;
    const createdBy =
      actor.kind === "person" ? actor.personId : actor.kind === "program" ? actor.apiKeyId : "system";
    const row = {
      id: newId("apikey", now),
      name,
      secretHash: hashOf(key),
      scopes,
      createdAt: now,
      createdBy,
      expiresAt,
    };
    const saved = await insertApiKey(scope, row);
    await emit(scope.query, context, { name: "api-key.created", facts: { id: row.id, name, scopes } });
    return { ...saved, key };
  });
}

export async function readApiKeys(
  context: Context,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<Listed<ApiKey>> {
  const { secrets } = context.portal;
  return authorizeVendor(context, "api-key.create", async (scope) => {
    const before = readPlace(secrets, "api-keys", after)?.id ?? null;
    const rows = await listApiKeys(scope, { before, limit: limit + 1 });
    const { items, end } = pageOf(rows, limit, ({ id }) => ({ value: id, id }));
    return { items, next: end === null ? null : writePlace(secrets, "api-keys", end), limit };
  });
}

/** Felt by the very next request. */
export async function revokeApiKey(context: Context, id: string): Promise<void> {
  await authorizeVendor(context, "api-key.create", async (scope) => {
    found(await revokeKey(scope, id, context.now), "api_key");
    await emit(scope.query, context, { name: "api-key.revoked", facts: { id } });
  });
}

/** The first key: made at random at the first start, with every scope, in a file that only the portal's owner reads. */
export async function makeOperatorKey(portal: Portal): Promise<string> {
  const file = join(portal.config.dataFolder, "operator.key");
  const key = readOrMake(file, () => `${newApiKey()}\n`).trim();
  if (!isApiKey(key)) throw new Error(`${file} holds no API key: delete it and start again`);
  const context = systemContext(portal, "operator-key");
  const row: NewApiKey = {
    id: newId("apikey", context.now),
    name: "operator.key",
    secretHash: hashOf(key),
    scopes: VENDOR_PERMISSIONS,
    createdAt: context.now,
    createdBy: "system",
    expiresAt: null,
  };
  await asPortal(context, (scope) => keepSystemKey(scope, row));
  return file;
}
