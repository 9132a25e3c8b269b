/** What is signed of a release file, and what its name may be. Pure. */

export interface ReleaseFileFacts {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly name: string;
  readonly productCode: string;
  readonly version: string;
  readonly platform: string;
  readonly language: string;
}

/**
 * The text whose UTF-8 bytes are signed (Ed25519): eight lines, each ended by a line feed. It says which bytes they are
 * and as what they were released, so that a signature cannot be moved to another product's file.
 */
export function statementOf(file: ReleaseFileFacts): string {
  const { sha256, sizeBytes, name, productCode, version, platform, language } = file;
  const lines = ["carnet-file-v1", sha256, sizeBytes, name, productCode, version, platform, language];
  return `${lines.join("\n")}\n`;
}

/** A name is one line and no path: it stands in the signed statement and in addresses. */
export function isFileName(name: string): boolean {
  return name.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}/\\]/u.test(name) && name !== "." && name !== "..";
}
