/** What can be downloaded: the files of a version for a platform and a language. Source: CONTRACT §3. */

import { recordType, type TellFault } from "../../platform/records.ts";
import { integer, list, object, optional, text } from "../../platform/shapes.ts";
import type { RecordFault } from "./faults.data.ts";
import { code } from "./numbers.data.ts";

const MOST_FILES = 1_000;

const file = object({
  // A name and nothing else: no folder, no device, nothing that a shell or a header would read as more.
  name: text(200, (plain) => (/^[^\\/:*?"<>|.][^\\/:*?"<>|]*$/.test(plain) ? plain : undefined)),
  sizeBytes: integer(0, Number.MAX_SAFE_INTEGER),
  sha256: text(64, (plain) => (/^[0-9a-fA-F]{64}$/.test(plain) ? plain.toLowerCase() : undefined)),
  url: optional(text(2000)),
});

export const release = recordType("release", {
  key: [],
  shape: object({
    product: code,
    version: code,
    platform: code,
    language: code,
    files: list(file, MOST_FILES),
  }),
  rows: ({ product, version, platform, language, files }, at, tell: TellFault<RecordFault>) => {
    const seen = new Set<string>();
    for (const [place, { name }] of files.entries()) {
      if (seen.has(name)) tell(`files[${place}].name`, "duplicate_file", { name });
      seen.add(name);
    }
    return [
      { table: "feed_releases", cells: [at, product, version, platform, language] },
      ...files.map(({ name, sizeBytes, sha256, url }, place) => ({
        table: "feed_release_files",
        cells: [at, place, name, sizeBytes, sha256, url],
      })),
    ];
  },
});
