/**
 * The signed lists that programs load: which keys were revoked, and which signing keys to trust.
 *
 * A list's number never goes back and no two have the same: whoever publishes holds the head.
 */
import type { VendorScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { found } from "../../platform/problem.ts";
import { armour, payloadOf } from "../format.rules.ts";
import { listSigningKeys } from "../keys/keys.store.ts";
import { isRenewedAt, MOST_LISTED, nextBy } from "./lists.rules.ts";
import { deleteMarks, findNewestContent, insertList, lockHead } from "./lists.store.ts";
import { newestRevocations, type PublishedRevocations } from "./newest.store.ts";
import { listRevokedKeys } from "./revoked.store.ts";

const REVOCATIONS = "carnet-revocations-v1";
const KEYS = "carnet-keys-v1";

/** Publishes what holds now, if that is anything new, signed by the key that is current in the database at this moment. */
export async function publishRevocations(
  scope: VendorScope,
  context: Context,
): Promise<PublishedRevocations> {
  const { now, portal } = context;
  const days = portal.config.revocationListDays;
  const sequence = (await lockHead(scope, "revocations")) + 1;
  await deleteMarks(scope);
  const keys = await listRevokedKeys(scope, { at: now, most: MOST_LISTED });
  const signers = await listSigningKeys(scope);
  const keyId = signers.find(({ state }) => state === "current")?.id ?? portal.licenseSigning.keyId;
  const compromised = signers.filter(({ state }) => state === "compromised").map(({ id }) => id);
  const holds = { keys: keys.sort(), signingKeys: compromised.sort() };
  const content = JSON.stringify({ keyId, ...holds });
  const last = await findNewestContent(scope, "revocations");
  const newest = await newestRevocations(scope);
  if (newest !== undefined && last?.content === content && !isRenewedAt(now, newest.nextBy, days))
    return newest;
  const promised = nextBy(now, days);
  const head = { sequence, issuedAt: now.toISOString(), nextBy: promised.toISOString() };
  const payload = payloadOf(REVOCATIONS, keyId, { ...head, ...holds });
  const text = armour("REVOCATIONS", {
    keyId,
    payload,
    signature: portal.licenseSigning.sign(payload, keyId),
  });
  const signed = [{ keyId, text }];
  await insertList(scope, { kind: "revocations", sequence, at: now, nextBy: promised, content, signed });
  return found(await newestRevocations(scope), "revocation_list");
}

/** In the transaction that changes the keys: the list as it is afterwards, signed by each key that is trusted. */
export async function publishKeys(scope: VendorScope, context: Context): Promise<void> {
  const sequence = (await lockHead(scope, "keys")) + 1;
  const trusted = (await listSigningKeys(scope)).filter(({ state }) => state !== "compromised");
  const { licenseSigning } = context.portal;
  const signers = trusted.filter(
    ({ id, state }) => state !== "next" && licenseSigning.faultOf(id) === undefined,
  );
  const issuedAt = context.now.toISOString();
  const keys = trusted.map(({ id, publicKey, state }) => ({ id, publicKey: rawText(publicKey), state }));
  const signed = signers.map(({ id: keyId }) => {
    const payload = payloadOf(KEYS, keyId, { sequence, issuedAt, keys });
    return {
      keyId,
      text: armour("KEYS", { keyId, payload, signature: licenseSigning.sign(payload, keyId) }),
    };
  });
  const content = JSON.stringify(keys);
  await insertList(scope, { kind: "keys", sequence, at: context.now, nextBy: null, content, signed });
}

export function rawText(publicKey: Uint8Array): string {
  return Buffer.from(publicKey).toString("base64url");
}
