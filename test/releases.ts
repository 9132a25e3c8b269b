/** Release files for tests: registered as the feed would, lying where the vendor put them. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sql } from "kysely";
import type { TestPortal } from "./portal.ts";

export interface TestFile {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

export interface FileOptions {
  readonly product?: string;
  readonly version?: string;
  readonly platform?: string;
  readonly language?: string;
  readonly name?: string;
  readonly content?: Buffer | string;
  /** Below the releases' root; null: to be uploaded. The name of the file when absent. */
  readonly url?: string | null;
  /** Whether the file lies there already. */
  readonly isThere?: boolean;
  /** What the feed announces, when it is not the truth. */
  readonly announced?: { readonly sha256?: string; readonly sizeBytes?: number };
}

let count = 0;

/** An awaited file of WebSphere Application Server 7.0, unless said otherwise; `takeIn` makes it available. */
export async function addFile(
  { owner, portal }: Pick<TestPortal, "owner" | "portal">,
  options: FileOptions = {},
): Promise<TestFile> {
  count += 1;
  const { product = "was", version = "7.0", platform = "linux-x86_64", language = "en" } = options;
  const { name = `file-${count}.tar.gz`, isThere = true } = options;
  const content = Buffer.from(options.content ?? `content of ${name}`);
  const url = options.url === undefined ? name : options.url;
  const sha256 = options.announced?.sha256 ?? createHash("sha256").update(content).digest("hex");
  const sizeBytes = options.announced?.sizeBytes ?? content.length;
  const id = `file_t${String(count).padStart(5, "0")}`;
  await sql`
    insert into releases (id, product_code, version, platform, language)
    values (${`release_t${count}`}, ${product}, ${version}, ${platform}, ${language})
        on conflict (product_code, version, platform, language) do nothing`.execute(owner);
  await sql`
    insert into release_files (id, release_id, name, size_bytes, sha256, url)
    select ${id}, id, ${name}, ${sizeBytes}, ${sha256}, ${url}
      from releases
     where product_code = ${product} and version = ${version} and platform = ${platform} and language = ${language}`.execute(
    owner,
  );
  if (isThere && url !== null) putFile({ portal }, url, content);
  return { id, name, sha256, sizeBytes };
}

/** Puts a file below the releases' root. */
export function putFile(
  { portal }: Pick<TestPortal, "portal">,
  path: string,
  content: Buffer | string,
): void {
  const file = join(portal.config.releasesRoot, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
