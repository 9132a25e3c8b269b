/** npm run dev: the portal, started anew whenever a file changes. */
import { become } from "./launch.mjs";

await become("src/main.ts", { flags: ["--watch-path=src", "--watch-path=db", "--watch-preserve-output"] });
