/** A process that orders at Aoba, one order after the other, until it is killed. Its database stands in BUYER_DATABASE. */
import { pino } from "pino";
import { fixedClock } from "../../src/platform/clock.ts";
import { readConfig } from "../../src/platform/config.ts";
import { openPortal } from "../../src/portal.ts";
import { buy, newLicense, purchaseOf } from "../purchases.ts";

const { CARNET_DATA = "", BUYER_DATABASE = "{}" } = process.env;
const config = readConfig({ CARNET_DATA, CARNET_DEMO: "none", CARNET_LOG_LEVEL: "silent" });
const log = pino({ level: "silent" });
const clock = fixedClock("2010-03-01T03:00:00Z");
const opened = await openPortal(config, JSON.parse(BUYER_DATABASE), { log, clock });
for (let count = 0; ; count++) {
  await buy(opened, purchaseOf([newLicense, newLicense, newLicense]));
  process.send?.(count);
}
