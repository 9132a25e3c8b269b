/**
 * npm start: the portal.
 *
 * Its memory is that of a portal that nobody asks anything: left alone, V8 would keep up to 100 MB for young objects and
 * glibc as much for what each of its threads once needed.
 */
import { become } from "./launch.mjs";

const flags = ["--max-semi-space-size=8"];
const env = { MALLOC_ARENA_MAX: "2", MALLOC_TRIM_THRESHOLD_: "131072", ...process.env };

await become("src/main.ts", { flags, env });
