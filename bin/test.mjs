/** npm test: everything of `npm run check`, then crashes and, in a browser, the journeys. */
import { withTypes } from "./launch.mjs";
import { equip, findChromium } from "./machine.mjs";
import { prepare, root } from "./prepare.mjs";
import { checks, runSteps } from "./steps.mjs";

process.chdir(root);
await prepare();

const missing = equip();
const chromium = findChromium();
const others = missing.filter((name) => !["chromium", "fonts-noto-cjk"].includes(name));
if (others.length > 0) console.log(`Missing on this machine, some tests will fail: ${others.join(" ")}`);

const folders = chromium === undefined ? ["test/crash"] : ["test/journeys", "test/crash"];
const env = chromium === undefined ? {} : { CARNET_CHROMIUM: chromium };
const last = {
  name: folders.join(", "),
  args: [...withTypes(), "test/run.ts", ...folders],
  env,
  isTold: true,
};
const isPassed = await runSteps([...checks(), last]);

if (chromium === undefined) {
  const how = "install it (apt-get install chromium fonts-noto-cjk) or name one by CARNET_CHROMIUM";
  console.log(`\nSKIPPED: the journeys in a browser, because there is no Chromium here: ${how}`);
}
const isComplete = chromium !== undefined || !process.env.CI;
process.exit(isPassed && isComplete ? 0 : 1);
