/** What a person types to fetch a file and to check it. Pure; each command stands for a shell of its system. */

/** Each of them goes on where it was interrupted. */
export function fetchCommands({ href, name, sha256 }: { href: string; name: string; sha256: string }) {
  const [file, address] = [quoted(name), quoted(href)];
  return {
    curl: `curl --fail --continue-at - --retry 20 --retry-all-errors --output ${file} ${address}`,
    wget: `wget --continue --tries=20 --output-document=${file} ${address}`,
    aria2c: `aria2c --continue --max-tries=20 --split=8 --max-connection-per-server=8 --checksum=sha-256=${sha256} --out=${file} ${address}`,
  };
}

/** Each prints the SHA-256 of the file. */
export function hashCommands(name: string) {
  return {
    linux: `sha256sum ${quoted(name)}`,
    macos: `shasum -a 256 ${quoted(name)}`,
    windows: `(Get-FileHash -Algorithm SHA256 -LiteralPath '${name.replaceAll("'", "''")}').Hash.ToLower()`,
  };
}

/** Three steps in a POSIX shell: the key, the statement and its signature, the check. */
export function signatureCommands(signed: { keyHref: string; statement: string; signature: string }): string {
  const lines = signed.statement.trimEnd().split("\n").map(quoted).join(" ");
  return [
    `curl --fail --output key.pem ${quoted(signed.keyHref)}`,
    `printf '%s\\n' ${lines} > statement.txt`,
    `printf '%s' ${quoted(signed.signature)} | base64 -d > statement.sig`,
    "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in statement.txt -sigfile statement.sig",
  ].join("\n");
}

/** One word of a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
