/** Texts that are no armour: each differs from a good file by one thing. */
import { license, licensePayload, seal, testKey } from "../sign.ts";

export type Named = readonly [name: string, text: string | Uint8Array];

const current = testKey("current");
const good = license(current);
const json = JSON.stringify(licensePayload(current));
const lines = good.split("\n");

export const withLine = (at: number, line: string): string =>
  lines.map((it, i) => (i === at ? line : it)).join("\n");

/** Whoever takes one of these does not read the armour, but something in it. */
export const MISFORMED: readonly Named[] = [
  ["empty", ""],
  ["cut before the last line end", good.slice(0, -1)],
  ["one more line end", `${good}\n`],
  ["text behind", `${good}so it is.\n`],
  ["text before", `Your file:\n${good}`],
  ["two files in one text", good + good],
  ["a byte order mark before", `\ufeff${good}`],
  ["a zero-width space in the first line", good.replace("BEGIN", "BEGIN\u200b")],
  ["a no-break space in a header", good.replace("Key: ", "Key:\u00a0")],
  ["a blank behind a line", good.replace("-----\n", "----- \n")],
  ["a carriage return alone as line end", good.replaceAll("\n", "\r")],
  ["a carriage return within a line", good.replace("Key: ", "Key: \r")],
  ["a line separator as line end", good.replace("\n", "\u2028")],
  ["a tab before the body", withLine(4, `\t${lines[4]}`)],
  ["no blank line", good.replace("\n\n", "\n")],
  ["two blank lines", good.replace("\n\n", "\n\n\n")],
  ["the headers the other way round", [lines[0], lines[2], lines[1], ...lines.slice(3)].join("\n")],
  ["a header twice", good.replace(/Key: .*\n/, "$&$&")],
  ["a header that is not of the format", good.replace("\nSignature", "\nComment: hello\nSignature")],
  ["a key id in capitals", good.replace(/(?<=Key: ).*/, (id) => id.toUpperCase())],
  ["the header's name in capitals", good.replace("Key:", "KEY:")],
  ["unsigned", good.replace(/Key: .*\nSignature: .*\n/, "")],
  ["an end of another label", good.replace("END CARNET LICENSE", "END CARNET KEYS")],
  ["a label in small letters", good.replaceAll("LICENSE", "license")],
  ["a line of 63 and one of 65", shifted()],
  ["a line of 128", `${lines.slice(0, 4).join("\n")}\n${lines[4]}${lines[5]}\n${lines.slice(6).join("\n")}`],
  ["the signature without padding", good.replace("==\n\n", "\n\n")],
  ["other unused bits in the signature", good.replace(/.(?===\n\n)/, nextSymbol)],
  ["other unused bits in the payload", withUnusedBits()],
  ["base64url in place of base64", seal("LICENSE", current, '{"~":"???>>>~~~"}').replace(/[+/]/g, "-")],
  ["bytes that are no text", Buffer.concat([Buffer.from(good), Buffer.from([0xff])])],
  ["a NUL behind", `${good}\0`],
];

function shifted(): string {
  const [first = "", second = ""] = lines.slice(4, 6);
  return good.replace(`${first}\n${second}`, `${first.slice(0, 63)}\n${first.slice(63)}${second}`);
}

/** The symbol after this one in the alphabet of base64: another spelling of the same bytes, where bits are unused. */
function nextSymbol(symbol: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return alphabet[alphabet.indexOf(symbol) + 1] ?? "";
}

function withUnusedBits(): string {
  const padded = [json, `${json.slice(0, -1)},"x":1}`, `${json.slice(0, -1)},"x":11}`].map((it) =>
    seal("LICENSE", current, it),
  );
  return (padded.find((text) => /=\n-----END/.test(text)) ?? "").replace(/[^=](?==+\n-----END)/, nextSymbol);
}
