/**
 * What the tests need of the machine beyond Node: a browser, and the programs that fetch and look at files.
 *
 * Missing ones are installed where that goes without a question: as root on Debian.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A program, and the Debian packages that bring it. */
const NEEDS = [
  {
    has: () => Boolean(process.env.CARNET_CHROMIUM) || findChromium() !== undefined,
    packages: ["chromium", "fonts-noto-cjk"],
  },
  { has: () => isOnPath("pdftotext"), packages: ["poppler-utils"] },
  { has: () => isOnPath("curl"), packages: ["curl"] },
  { has: () => isOnPath("wget"), packages: ["wget"] },
  { has: () => isOnPath("aria2c"), packages: ["aria2"] },
  { has: () => isOnPath("openssl"), packages: ["openssl"] },
  { has: () => isOnPath("zbarimg"), packages: ["zbar-tools"] },
  { has: () => isOnPath("unzip"), packages: ["unzip"] },
  { has: () => isOnPath("faketime"), packages: ["faketime"] },
  // Debian 12's own server, which the portal must run on too; other releases have others.
  {
    has: () => !isRelease("12") || isRunnable("/usr/lib/postgresql/15/bin/postgres"),
    packages: ["postgresql-15"],
  },
];

/** The Chromium to test with; undefined when there is none. CARNET_CHROMIUM names one, and then no other is taken. */
export function findChromium() {
  const named = process.env.CARNET_CHROMIUM;
  return (named ? [named] : BROWSERS).find((path) => isRunnable(path));
}

/** Installs what is missing where it can. Answers the packages that are missing still. */
export function equip() {
  const missing = missingPackages();
  if (missing.length === 0 || process.getuid?.() !== 0 || !isDebian()) return missing;
  console.log(`Installing for the tests: ${missing.join(" ")} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", "--no-install-recommends", ...missing],
  ]) {
    const { status, stdout, stderr } = spawnSync("apt-get", args, { env, encoding: "utf8" });
    if (status !== 0) console.log(`apt-get ${args[0]} failed (${status}):\n${stdout}${stderr}`);
  }
  return missingPackages();
}

function missingPackages() {
  return NEEDS.filter(({ has }) => !has()).flatMap(({ packages }) => packages);
}

/** Its derivatives are left out: on Ubuntu the package `chromium` is an empty one. */
function isDebian() {
  return existsSync("/etc/os-release") && /^ID="?debian"?$/m.test(readFileSync("/etc/os-release", "utf8"));
}

function isRelease(version) {
  return isDebian() && readFileSync("/etc/os-release", "utf8").includes(`\nVERSION_ID="${version}"\n`);
}

function isOnPath(program) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => isRunnable(join(folder, program)));
}

function isRunnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
