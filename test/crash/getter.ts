/** A process whose members get, return and renew keys at Aoba until it is killed. Its database stands in GETTER_DATABASE. */
import { pino } from "pino";
import { getKey } from "../../src/license-keys/issue/operations.ts";
import { returnKey } from "../../src/license-keys/issue/return.operations.ts";
import { fixedClock } from "../../src/platform/clock.ts";
import { readConfig } from "../../src/platform/config.ts";
import { systemContext } from "../../src/platform/context.ts";
import { Problem } from "../../src/platform/problem.ts";
import { openPortal } from "../../src/portal.ts";
import { CAST } from "../cast.ts";

const { CARNET_DATA = "", GETTER_DATABASE = "{}" } = process.env;
const config = readConfig({ CARNET_DATA, CARNET_DEMO: "none", CARNET_LOG_LEVEL: "silent" });
const log = pino({ level: "silent" });
const opened = await openPortal(config, JSON.parse(GETTER_DATABASE), {
  log,
  clock: fixedClock("2010-03-01T03:00:00Z"),
});
const actor = { kind: "person", personId: CAST.hana, staffRole: null } as const;
const context = { ...systemContext(opened.portal, "getter"), actor };

/** Several at once, so that a kill meets each statement. */
await Promise.all(Array.from({ length: 4 }, (_, at) => work(at)));

async function work(at: number): Promise<void> {
  for (let count = 0; ; count++) {
    try {
      const host = { kind: "any", name: `host ${(at + count) % 3}` } as const;
      const asked = {
        siteId: CAST.aoba,
        lineId: CAST.aobaDoors,
        quantity: 3,
        delivery: "file",
        host,
      } as const;
      const { key } = await getKey(context, asked);
      await returnKey(context, { siteId: CAST.aoba, keyId: key.id, quantity: 1 + (count % 3) });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
    process.send?.(count);
  }
}
