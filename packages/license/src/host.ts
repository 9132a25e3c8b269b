/**
 * What Node can tell of the machine that it runs on: the facts that keys are bound to, and a name for the machine. And
 * a file to keep the state in.
 *
 * An own entry (`@carnet/license/host`): the rest of the package runs in browsers too. Nothing here throws; what the
 * system does not tell is left out. A TPM's endorsement key is not read: a program that can, adds
 * `{ kind: "tpm", value: <64 hex digits> }` itself.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { hostname, networkInterfaces, platform, userInfo } from "node:os";
import type { HostFact } from "./documents.ts";
import { hostFact } from "./hosts.ts";
import type { Store } from "./state.ts";

/** All that is known: Ethernet and internet addresses, disk serials, the host's name with and without its domain, the user. */
export function hostFacts(): HostFact[] {
  const links = Object.values(networkInterfaces()).flatMap((link) =>
    (link ?? []).filter((it) => !it.internal),
  );
  const ethernet = links.map(({ mac }) => mac).filter((mac) => mac !== "00:00:00:00:00:00");
  const internet = links.map(({ address }) => address.replace(/%.*$/, ""));
  const name = hostname();
  const names = [name, name.split(".")[0] ?? ""].filter((text) => text !== "");
  const facts = [
    ...ethernet.map((value) => hostFact("ethernet", value)),
    ...diskSerials().map((value) => hostFact("disk", value)),
    ...names.map((value) => hostFact("hostname", value)),
    ...told(() => [hostFact("user", userInfo().username)]),
    ...internet.map((value) => hostFact("internet", value)),
  ];
  const unique = new Map(facts.map((fact) => [`${fact.kind}:${fact.value}`, fact]));
  return [...unique.values()];
}

/**
 * A name for this machine and no other, the same at every start: "m1:" and 64 hex digits. A hash of the number that the
 * system gave itself when it was installed (of its Ethernet addresses and its name where there is none) and of the
 * salt, a word of the vendor's own, so that two vendors cannot compare their customers' machines.
 */
export function machineName(salt: string): string {
  const lasting = hostFacts().filter(isLasting);
  const id = systemId() ?? lasting.map(({ value }) => value).join(" ");
  return `m1:${createHash("sha256").update(`carnet-machine-v1\n${salt}\n${id}`).digest("hex")}`;
}

/** Addresses change with the network, and several people use one machine. */
const isLasting = ({ kind }: HostFact): boolean => kind === "ethernet" || kind === "hostname";

function systemId(): string | undefined {
  const [id] = told(() => {
    if (platform() === "win32") {
      const path = "HKLM\\SOFTWARE\\Microsoft\\Cryptography";
      return run("reg", ["query", path, "/v", "MachineGuid"]).match(/[0-9a-f-]{36}/i);
    }
    if (platform() === "darwin")
      return run("ioreg", ["-rd1", "-c", "IOPlatformExpertDevice"]).match(/(?<="IOPlatformUUID" = ")[^"]+/);
    return [readFileSync("/etc/machine-id", "utf8").trim()].filter((text) => text !== "");
  });
  return id;
}

/** Volume serials: 8 hex digits, as `vol` shows them on Windows and FAT volumes carry them on Linux. */
function diskSerials(): readonly string[] {
  return told(() => {
    const shown =
      platform() === "win32" ? run("cmd", ["/c", "vol"]) : readdirSync("/dev/disk/by-uuid").join("\n");
    return shown.match(/(?<![0-9A-F-])[0-9A-F]{4}-[0-9A-F]{4}(?![0-9A-F-])/gi);
  });
}

/** What the system answers; nothing where it does not. */
function told<Value>(look: () => readonly Value[] | null): readonly Value[] {
  try {
    return look() ?? [];
  } catch {
    return [];
  }
}

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    timeout: 5000,
  });
}

/** A state in one file, written beside it first: a crash leaves the old one or the new one, never half of one. */
export function fileStore(path: string): Store {
  return {
    load: () => readFile(path, "utf8").catch(() => null),
    save: async (text) => {
      const beside = `${path}.${process.pid}`;
      await writeFile(beside, text, { mode: 0o600 });
      await rename(beside, path);
    },
  };
}
