/**
 * npm start: the portal.
 *
 * Its memory is that of a portal that nobody asks anything: left alone, V8 would keep up to 100 MB for young objects and
 * glibc as much for what each of its threads once needed. V8 would also let what nobody holds any more pile up to 256 MB
 * and to several times what is held after that, as soon as a job reads much: here it clears up at half as much again.
 */
import { become } from "./launch.mjs";

const flags = ["--max-semi-space-size=8", "--initial-old-space-size=100", "--heap-growing-percent=50"];
const env = { MALLOC_ARENA_MAX: "2", MALLOC_TRIM_THRESHOLD_: "131072", ...process.env };

await become("src/main.ts", { flags, env });
