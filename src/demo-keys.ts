/**
 * The demo's Key Center: hosts with keys, a floating online key that is in use, a machine that died, and somebody who
 * asks to be let in. All of it by the operations that its people would use.
 */
import { createHash } from "node:crypto";
import { register } from "./key-members/joining/operations.ts";
import { getKey } from "./license-keys/issue/operations.ts";
import { readPools } from "./license-keys/keys/operations.ts";
import { takeEmergencyKeys } from "./license-keys/rescue/take.operations.ts";
import { checkOut } from "./licensing/leases/checkout.operations.ts";
import type { Context } from "./platform/context.ts";
import { Problem } from "./platform/problem.ts";

/** Of a site: by product, how many keys each host has. */
interface Plan {
  readonly hosts: readonly (readonly [name: string, value: string, product: string, quantity: number])[];
  readonly online: readonly (readonly [product: string, quantity: number, machines: number])[];
  /** The host that died, and the one that stands in. */
  readonly rescue?: readonly [dead: string, spare: string, reason: string];
}

const PLANS: Readonly<Record<string, Plan>> = {
  "7001234": {
    hosts: [
      ["設計サーバー app01", "00:1B:44:11:3A:B7", "doors", 6],
      ["予備 app02", "00:1B:44:11:3A:C8", "doors", 2],
    ],
    online: [],
    rescue: ["設計サーバー app01", "app03.aoba.example", "電源ユニットの故障"],
  },
  "7005555": { hosts: [["build-osaka", "00:1B:44:11:4D:02", "clearcase", 4]], online: [] },
  "7012345": {
    hosts: [
      ["build01", "00:25:90:0A:10:01", "clearcase", 6],
      ["build01", "00:25:90:0A:10:01", "clearquest", 4],
      ["build01", "00:25:90:0A:10:01", "doors", 10],
      ["build02", "00:25:90:0A:10:02", "doors", 5],
    ],
    online: [["clearquest", 5, 3]],
  },
};

/** `asPerson` holds a site's number and its id. Nothing at a site that has keys already. */
export async function loadDemoKeys(
  asPerson: Context,
  site: { siteId: string; number: string },
): Promise<void> {
  const plan = PLANS[site.number];
  if (plan === undefined) return;
  const pools = await readPools(asPerson, site.siteId);
  if (pools.some(({ issued }) => issued > 0)) return;
  const lineOf = (product: string) => pools.find(({ productCode }) => productCode === product)?.lineId;
  const ids = new Map<string, string>();
  for (const [name, value, product, quantity] of plan.hosts) {
    const host = { kind: "ethernet", value, name } as const;
    const got = await give(asPerson, { siteId: site.siteId, lineId: lineOf(product), quantity, host });
    if (got?.key.hostId) ids.set(name, got.key.hostId);
  }
  for (const [product, quantity, machines] of plan.online) {
    const got = await give(asPerson, { siteId: site.siteId, lineId: lineOf(product), quantity });
    if (got?.secret) await lend(asPerson, got.secret, machines);
  }
  const [dead = "", value = "", reason = ""] = plan.rescue ?? [];
  const hostId = ids.get(dead);
  if (hostId === undefined) return;
  const host = { kind: "hostname", value } as const;
  await takeEmergencyKeys(asPerson, { siteId: site.siteId, hostId, host, reason });
}

/** Undefined when the line is not there. */
async function give(
  context: Context,
  {
    siteId,
    lineId,
    quantity,
    host,
  }: {
    siteId: string;
    lineId: string | undefined;
    quantity: number;
    host?: { kind: "ethernet"; value: string; name: string };
  },
) {
  if (lineId === undefined) return undefined;
  return host === undefined
    ? getKey(context, { siteId, lineId, quantity, delivery: "online", lock: "floating" })
    : getKey(context, { siteId, lineId, quantity, delivery: "file", host });
}

/** As the programs of so many machines would. */
async function lend(context: Context, key: string, machines: number): Promise<void> {
  const asProgram: Context = { ...context, actor: { kind: "visitor" }, person: null };
  for (let at = 1; at <= machines; at++) {
    const machine = createHash("sha256").update(`demo machine ${at}`).digest("hex").slice(0, 32);
    const mark = `demo-attempt-${at}-000000`;
    await checkOut(asProgram, { key, machine, nonce: mark, attempt: mark, ttlSeconds: 86_400 });
  }
}

/** Somebody of another company asks to be let in to a Key Center, without an order's number: an administrator decides. */
export async function askDemoKeyCenter(asPerson: Context, siteNumber: string): Promise<void> {
  await register(asPerson, { siteNumber }).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error; // asked already
  });
}
