/**
 * What lies in a bundle beside the software: the list of sums and the scripts that check it. Pure.
 *
 * The first line of SHA256SUMS says what was signed and by which key; `sha256sum` passes over lines that begin with `#`.
 */

export const PURPOSE = "carnet-bundle-v1";

export interface Summed {
  readonly path: string;
  readonly sha256: string;
}

/** As `sha256sum` writes them, by path. */
export function sumsText(keyId: string, files: readonly Summed[]): string {
  const lines = files
    .toSorted((one, other) => (one.path < other.path ? -1 : 1))
    .map(({ sha256, path }) => `${sha256}  ${path}`);
  return `${[`# ${PURPOSE} ${keyId}`, ...lines].join("\n")}\n`;
}

/** A name of the vendor's file as a part of a path: never more than one part, never hidden. */
export function partOf(name: string): string {
  return name.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, "_").replace(/^\.+/, "_") || "_";
}

/** POSIX shell, openssl 3 and sha256sum (or shasum). Says "good" and ends with 0, or "bad" and ends with 1. */
export function verifyScript(keyId: string): string {
  return `#!/bin/sh
# Checks this bundle: who signed the list of sums, and every file against it.
# Another copy of the public key may be named: sh verify.sh /path/to/key.pem
cd "$(dirname "$0")" || exit 1
key="\${1:-keys/${keyId}.pem}"
bad() { echo "bad: $1"; exit 1; }
[ "$(head -n 1 SHA256SUMS)" = "# ${PURPOSE} ${keyId}" ] || bad "SHA256SUMS is another list"
openssl pkeyutl -verify -rawin -pubin -inkey "$key" -sigfile SHA256SUMS.sig -in SHA256SUMS >/dev/null 2>&1 \\
  || bad "the signature of SHA256SUMS"
if command -v sha256sum >/dev/null 2>&1; then check="sha256sum"; else check="shasum -a 256"; fi
sed 1d SHA256SUMS | $check -c - >/dev/null 2>&1 || {
  sed 1d SHA256SUMS | $check -c - 2>/dev/null | grep -v ': OK$'
  bad "a file differs from its sum"
}
echo "good: every file is as ${keyId} has signed it"
`;
}

/** Windows PowerShell 5: the sums by Get-FileHash; the signature by openssl where there is one. */
export function verifyPowerShell(keyId: string): string {
  return `# Checks this bundle: powershell -ExecutionPolicy Bypass -File verify.ps1
# Without PowerShell: certutil -hashfile <file> SHA256 shows a file's sum, to compare with SHA256SUMS.
Set-Location -LiteralPath $PSScriptRoot
$lines = Get-Content -Encoding UTF8 -LiteralPath 'SHA256SUMS'
if ($lines[0] -ne '# ${PURPOSE} ${keyId}') { Write-Output 'bad: SHA256SUMS is another list'; exit 1 }
if (Get-Command openssl -ErrorAction SilentlyContinue) {
  & openssl pkeyutl -verify -rawin -pubin -inkey 'keys/${keyId}.pem' -sigfile SHA256SUMS.sig -in SHA256SUMS | Out-Null
  if ($LASTEXITCODE -ne 0) { Write-Output 'bad: the signature of SHA256SUMS'; exit 1 }
} else {
  Write-Output 'note: no openssl here; check the signature of SHA256SUMS on another machine'
}
foreach ($line in $lines | Select-Object -Skip 1) {
  $sum = $line.Substring(0, 64)
  $file = $line.Substring(66)
  $is = (Get-FileHash -Algorithm SHA256 -LiteralPath $file -ErrorAction SilentlyContinue).Hash
  if ($null -eq $is -or $is.ToLower() -ne $sum) { Write-Output "bad: $file"; exit 1 }
}
Write-Output 'good: every file is as SHA256SUMS says'
`.replaceAll("\n", "\r\n");
}
