/** What strangers try first, lower-case: read once when the process starts. Sources and licence: ../README.md. */
import { readFileSync } from "node:fs";

/** Common passwords and the stems that they are made of. */
export const COMMON: ReadonlySet<string> = linesOf("common-passwords.txt");

/** Passwords of eight characters and more that were stolen most often, whole. */
export const BREACHED: ReadonlySet<string> = linesOf("breached-passwords.txt");

/** What this portal is about: its own words, the programs, and the families of products. Source: ASVS 6.2.11. */
export const CONTEXT: ReadonlySet<string> = new Set(
  (
    "carnet portal passport advantage express software license licence licensing entitlement subscription support " +
    "download customer vendor reseller partner agreement contract primary secondary passcode rational websphere tivoli " +
    "lotus cognos informix doors clearcase domino maximo"
  ).split(" "),
);

function linesOf(name: string): ReadonlySet<string> {
  const text = readFileSync(new URL(name, import.meta.url), "utf8");
  return new Set(text.split("\n").filter((line) => line !== "" && !line.startsWith("# ")));
}
