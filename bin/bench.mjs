/** npm run bench: the benchmarks. */
import { become } from "./launch.mjs";

await become("bench/run.ts");
