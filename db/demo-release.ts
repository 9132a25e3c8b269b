/**
 * The demo vendor's releases: real files below the releases' root, the same bytes every time.
 *
 * Each version without an end of service has its program for Linux, the newest ones for Windows, too; some have their
 * documentation in four languages. The installer that all of them share is the one large file (52 MB): every customer gets it.
 */
import { createCipheriv, createHash } from "node:crypto";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Entry, tarGz, zip } from "./archives.ts";
import type { DemoRelease } from "./demo.ts";
import { demoCatalog } from "./demo-catalog.ts";

type DemoFile = DemoRelease["files"][number];

const INSTALLER_BYTES = 52_000_000;
const PROGRAM_BYTES = 400_000;

/** The products whose newest version has its documentation here. */
const DOCUMENTED = ["was", "db2", "domino", "portal"];

const LANGUAGES = ["en", "ja", "ko", "zh-TW"] as const;

/** What the notes say, in the language of each. */
const NOTES: Record<(typeof LANGUAGES)[number], (product: string, version: string) => string> = {
  en: (product, version) =>
    `${product} ${version}\nRelease notes\n\nInstall with bin/install.sh, or with setup.exe on Windows. Compare the SHA-256 of each file with the one on the portal before you install.\n`,
  ja: (product, version) =>
    `${product} ${version}\nリリース・ノート\n\nbin/install.sh（Windows では setup.exe）で導入します。導入の前に、各ファイルの SHA-256 をポータルの表示と比べてください。\n`,
  ko: (product, version) =>
    `${product} ${version}\n릴리스 노트\n\nbin/install.sh(Windows에서는 setup.exe)로 설치합니다. 설치하기 전에 각 파일의 SHA-256을 포털에 표시된 값과 비교하십시오.\n`,
  "zh-TW": (product, version) =>
    `${product} ${version}\n版本說明\n\n請以 bin/install.sh（Windows 為 setup.exe）安裝。安裝之前，請將每個檔案的 SHA-256 與入口網站上的值比對。\n`,
};

/** Writes what is not there yet. */
export async function makeDemoReleases(releasesRoot: string): Promise<DemoRelease[]> {
  const store = (path: string, pieces: readonly Buffer[]) => writeRelease(releasesRoot, path, pieces);
  const installer = store("installer/carnet-installer-2.1-linux-x86_64.tar.gz", installerOf());
  return versionsOf().flatMap(({ product, name, version, isNewest }) => {
    const folder = `${product}/${version}`;
    const base = `${product}-${version}`;
    const linux = store(
      `${folder}/${base}-linux-x86_64.tar.gz`,
      tarGz(programOf(`${base}-linux`, ["bin/install.sh", "lib/core.so"])),
    );
    const releases: DemoRelease[] = [
      { product, version, platform: "linux-x86_64", language: "mul", files: [linux, installer] },
    ];
    if (!isNewest) return releases;
    const windows = store(
      `${folder}/${base}-windows-x86_64.zip`,
      zip(programOf(`${base}-windows`, ["setup.exe", "lib/core.dll"])),
    );
    releases.push({ product, version, platform: "windows-x86_64", language: "mul", files: [windows] });
    for (const language of DOCUMENTED.includes(product) ? LANGUAGES : []) {
      const notes = Buffer.from(NOTES[language](name, version));
      const readable = { name: "README.txt", content: notes };
      const guide = { name: "guide.bin", content: noise(`${base}-guide-${language}`, 30_000) };
      const files = [
        store(`${folder}/${base}-release-notes-${language}.txt`, [notes]),
        store(`${folder}/${base}-documentation-${language}.zip`, zip([readable, guide])),
      ];
      releases.push({ product, version, platform: "any", language, files });
    }
    return releases;
  });
}

interface Version {
  readonly product: string;
  readonly name: string;
  readonly version: string;
  readonly isNewest: boolean;
}

/** Those whose service has no end, of every product. */
function versionsOf(): Version[] {
  const records = demoCatalog();
  const versions = records.filter(
    ({ type, endOfServiceOn }) => type === "version" && (endOfServiceOn ?? null) === null,
  );
  const newest = new Map<unknown, string>();
  for (const { product, availableOn } of versions) {
    if (String(availableOn) > (newest.get(product) ?? "")) newest.set(product, String(availableOn));
  }
  return versions.map(({ product, version, availableOn }) => ({
    product: String(product),
    name: String(
      records.find(({ type, code }) => type === "product" && code === product)?.["name"] ?? product,
    ),
    version: String(version),
    isNewest: newest.get(product) === availableOn,
  }));
}

function installerOf(): Buffer[] {
  const script = Buffer.from(
    '#!/bin/sh\n# Installs what lies beside it.\nexec "$(dirname "$0")/lib/installer" "$@"\n',
  );
  return tarGz([
    { name: "installer/bin/install.sh", content: script, isProgram: true },
    { name: "installer/lib/installer", content: noise("installer", 2_000_000), isProgram: true },
    { name: "installer/lib/runtime.pack", content: noise("runtime", INSTALLER_BYTES - 2_000_000) },
    {
      name: "installer/README.txt",
      content: Buffer.from("The installer of every product of the demo vendor.\n"),
    },
  ]);
}

function programOf(seed: string, [starter, library]: readonly [string, string]): Entry[] {
  return [
    { name: starter, content: noise(`${seed} starter`, 8_000), isProgram: true },
    { name: library, content: noise(`${seed} library`, PROGRAM_BYTES) },
    {
      name: "LICENSE.txt",
      content: Buffer.from("Demo software. It does nothing and may be copied freely.\n"),
    },
  ];
}

/** Bytes that look like a program and depend on the seed alone: the key stream of AES-128 in counter mode. */
function noise(seed: string, sizeBytes: number): Buffer {
  const key = createHash("sha256").update(seed).digest().subarray(0, 16);
  return createCipheriv("aes-128-ctr", key, Buffer.alloc(16)).update(Buffer.alloc(sizeBytes));
}

/** The same bytes every time: what lies there with the right size needs no writing. */
function writeRelease(root: string, url: string, pieces: readonly Buffer[]): DemoFile {
  const path = join(root, url);
  const sizeBytes = pieces.reduce((total, piece) => total + piece.length, 0);
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  if (statSync(path, { throwIfNoEntry: false })?.size !== sizeBytes) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, Buffer.concat(pieces));
  }
  return { name: url.split("/").at(-1) ?? url, sizeBytes, sha256: hash.digest("hex"), url };
}
