/** Renewal keys and newer versions: a newer key takes a key's place. Source: DOMAIN §3.22.5, BR-105, BR-106. */
import { authorize, type SiteScope } from "../../access/index.ts";
import { timeZoneOf } from "../../agreements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { emit } from "../../platform/events.ts";
import { found, Problem } from "../../platform/problem.ts";
import { replaceKey } from "../ending.documents.ts";
import { type FreshFile, mailHostFile, writeHostFile } from "../files/documents.ts";
import { findHost } from "../hosts/store.ts";
import { asRead, factsOf, keyOver } from "../issue/operations.ts";
import { successorOf } from "../issue/return.operations.ts";
import type { Host, LicenseKey, Right } from "../key.data.ts";
import { lockKeys } from "../store.ts";
import { listRenewalOffers } from "./offers.documents.ts";
import { updateRight } from "./store.ts";

export interface RenewedKey {
  /** The key in force: a new one for a file, the same for an online key. */
  readonly key: LicenseKey;
  /** What it opened before. */
  readonly before: Right;
  readonly file: FreshFile | null;
}

export async function renewKey(
  context: Context,
  { siteId, keyId, mailMe = false }: { siteId: string; keyId: string; mailMe?: boolean | undefined },
): Promise<RenewedKey> {
  return authorize(context, "license-key.issue", siteId, async (scope) => {
    const key = found((await lockKeys(scope, [keyId]))[0], "license_key");
    const day = today(context, timeZoneOf(scope.country));
    const right = await rightFor(scope, key, day);
    const host = key.hostId === null ? null : found(await findHost(scope, key.hostId), "host");
    const renewed = await replace(scope, context, { key, right, host });
    const file = host === null ? null : await writeHostFile(scope, context, host.id);
    if (file !== null && mailMe) await mailHostFile(scope, context, file);
    const newer = renewed.id === key.id ? {} : { newKeyId: renewed.id };
    const facts = { ...factsOf(key, host), ...newer };
    const { version, coveredThrough } = right;
    if (key.scheme === "date-based")
      await emit(scope.query, context, {
        name: "license-key.renewed",
        siteId,
        facts: { ...facts, coveredThrough },
      });
    else
      await emit(scope.query, context, {
        name: "license-key.upgraded",
        siteId,
        facts: { ...facts, version },
      });
    const before = { scheme: key.scheme, version: key.version, coveredThrough: key.coveredThrough };
    return { key: renewed, before, file };
  });
}

async function rightFor(scope: SiteScope, key: LicenseKey, day: LocalDate): Promise<Right> {
  if (key.state !== "issued") throw keyOver(key);
  const offer = (await listRenewalOffers(scope, [key], day)).get(key.id);
  if (offer?.ok === true) return offer.value;
  const { reason = "nothing_to_renew", ...facts } = offer?.refusal ?? {};
  throw new Problem(409, reason, { product: key.productName, order: key.orderNumber, ...facts });
}

/** An online key opens more and stays itself: what runs with it goes on. */
async function replace(
  scope: SiteScope,
  context: Context,
  { key, right, host }: { key: LicenseKey; right: Right; host: Host | null },
): Promise<LicenseKey> {
  const { version, coveredThrough } = right;
  if (key.delivery === "online") {
    await updateRight(scope, { keyId: key.id, version, coveredThrough }); // locked: it is still in force
    return { ...key, version, coveredThrough };
  }
  const by = successorOf(context, key, { version, coveredThrough });
  await replaceKey(scope, context, { key, by, state: "superseded", because: null });
  return asRead(by, host);
}
