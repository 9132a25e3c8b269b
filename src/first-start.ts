/** What a new data folder needs before the portal answers: the operator's key, and in a demo its vendor. */
import { join } from "node:path";
import { demoOf, isDemoLoaded, loadDemo } from "./demo.ts";
import type { Welcome } from "./greeting.ts";
import { type Portal, systemContext } from "./platform/context.ts";
import { makeOperatorKey } from "./staff/index.ts";

export async function prepareFirstStart(portal: Portal): Promise<Welcome> {
  const { config } = portal;
  const context = systemContext(portal, "first-start");
  await makeOperatorKey(portal);
  const operatorKeyFile = join(config.dataFolder, "operator.key");
  if (config.demo === "none") return { demo: null, operatorKeyFile };
  const demo = (await isDemoLoaded(context)) ? demoOf(portal) : await loadDemo(portal);
  return { demo, operatorKeyFile };
}
