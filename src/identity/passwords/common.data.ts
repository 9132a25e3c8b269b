/** Common passwords and the stems that they are made of, one a line, lower-case: read once when the process starts. */
import { readFileSync } from "node:fs";

const FILE = new URL("common-passwords.txt", import.meta.url);

export const COMMON: ReadonlySet<string> = new Set(readFileSync(FILE, "utf8").split("\n").filter(Boolean));
