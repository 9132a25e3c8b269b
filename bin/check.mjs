/** npm run check: format, lint, types, generated documents, tests. Everything but the browser. */
import { prepare, root } from "./prepare.mjs";
import { checks, runSteps } from "./steps.mjs";

process.chdir(root);
await prepare();
process.exit((await runSteps(checks())) ? 0 : 1);
