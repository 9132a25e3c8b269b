/** A process that lends, renews and takes back seats of one key, many at once, until it is killed. */
import { pino } from "pino";
import { createApp } from "../../src/app.ts";
import { fixedClock } from "../../src/platform/clock.ts";
import { readConfig } from "../../src/platform/config.ts";
import { openPortal } from "../../src/portal.ts";
import { machine } from "../licensing.ts";

const { CARNET_DATA = "", LENDER_DATABASE = "{}", LENDER_KEY: key = "", LENDER_ROUND = "0" } = process.env;
const most = { CARNET_LICENSING_PER_ADDRESS: "1000000", CARNET_LICENSING_PER_KEY: "1000000" };
const config = readConfig({ CARNET_DATA, CARNET_DEMO: "none", CARNET_LOG_LEVEL: "silent", ...most });
const log = pino({ level: "silent" });
const clock = fixedClock("2010-03-01T03:00:00Z");
const { portal } = await openPortal(config, JSON.parse(LENDER_DATABASE), { log, clock });
const app = await createApp(portal);

let draws = 0;
const draw = () => `round-${LENDER_ROUND}-${String(++draws).padStart(16, "0")}`;
const ask = (method: "POST" | "DELETE", path: string, payload: object) =>
  app.inject({ method, url: `/v1/licensing/leases${path}`, payload });

/** Every third program holds its seat until it has the next one. */
async function lend(of: number): Promise<void> {
  let leave = async (): Promise<unknown> => undefined;
  for (;;) {
    const holder = { key, machine: machine(of), nonce: draw() };
    const reply = await ask("POST", "", { ...holder, attempt: draw(), ttlSeconds: 60 });
    await leave();
    if (reply.statusCode !== 201) throw new Error(reply.body);
    process.send?.(reply.json().leaseId);
    const giveBack = () => ask("DELETE", `/${reply.json().leaseId}`, { ...holder, sequence: 1 });
    leave = of % 3 === 0 ? giveBack : async () => undefined;
    if (of % 3 > 0) await giveBack();
  }
}
for (let of = 0; of < 12; of++) void lend(of);
