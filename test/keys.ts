/** The stage of tests of license keys: the cast's DOORS, got and given back by its members. */

import type { InjectOptions } from "fastify";
import { sql } from "kysely";
import { asPortal } from "../src/access/index.ts";
import { listUnevenPools } from "../src/license-keys/index.ts";
import { systemContext } from "../src/platform/context.ts";
import { CAST } from "./cast.ts";
import { type TestOptions, type TestPortal, testPortal } from "./portal.ts";

export const HANA = "hana@aoba.example";
export const MAC = "001b44113ab7";

export interface PoolNow {
  readonly quantity: number;
  readonly issued: number;
  readonly available: number;
  readonly excess: number;
  readonly renewable: number;
}

export async function keyStage(options: TestOptions = {}) {
  const portal = await testPortal(options);
  const SITE = `/v1/sites/${CAST.aoba}`;
  const as = (email: string | undefined, request: InjectOptions) => portal.as(email, request);
  return {
    portal,
    as,
    /** Of Aoba's ten DOORS, by Hana, unless something else is said. */
    get: (payload: object, email = HANA, headers: Record<string, string> = {}) =>
      as(email, {
        method: "POST",
        url: `${SITE}/license-keys`,
        headers,
        payload: { lineId: CAST.aobaDoors, quantity: 1, ...payload },
      }),
    giveBack: (keyId: string, payload: object = {}, email = HANA) =>
      as(email, { method: "POST", url: `${SITE}/license-keys/${keyId}/return`, payload }),
    renew: (keyId: string, payload: object = {}, email = HANA) =>
      as(email, { method: "POST", url: `${SITE}/license-keys/${keyId}/renewal`, payload }),
    pool: async (lineId: string = CAST.aobaDoors): Promise<PoolNow> => {
      const { items } = (await as(HANA, { url: `${SITE}/license-pools` })).json();
      return items.find((pool: { lineId: string }) => pool.lineId === lineId);
    },
    /** Pools that do not say what their keys add up to: there are none, ever. */
    uneven: () => asPortal(systemContext(portal.portal, "test"), (scope) => listUnevenPools(scope)),
    mails: async () => {
      await portal.portal.jobs.drain();
      const reply = await portal.app.inject({ url: `/v1/demo/mailbox?to=${HANA}` });
      return reply.json().items as { to: string; subject: string; text: string }[];
    },
    close: () => portal.close(),
  };
}

export type KeyStage = Awaited<ReturnType<typeof keyStage>>;

/** As before the first key; the clock as the tests begin. */
export async function clearKeys(portal: TestPortal): Promise<void> {
  // With all that later parts of the street keep about them.
  await sql`truncate license_revocations, license_keys, key_pools, hosts cascade`.execute(portal.owner);
  await sql`delete from key_imports`.execute(portal.owner);
  await sql`delete from mails`.execute(portal.owner);
  await sql`delete from spendings`.execute(portal.owner);
}
