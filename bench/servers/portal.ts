/** The whole portal on a port of its own. */
import { pino } from "pino";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/platform/config.ts";
import { openPortal } from "../../src/portal.ts";

const config = readConfig(process.env);
const { portal, close } = await openPortal(config, JSON.parse(process.env["CONNECTION"] ?? "{}"), {
  log: pino({ level: "silent" }),
});
const app = await createApp(portal);
const address = await app.listen({ port: 0, host: "127.0.0.1" });
console.log(`listening ${new URL(address).port}`);
process.once("SIGTERM", async () => {
  await app.close();
  await close();
});
