import assert from "node:assert/strict";
import { test } from "node:test";
import { attachmentNamed } from "./disposition.ts";

test("a plain name stays as it is", () => {
  assert.equal(attachmentNamed("was-7.0.tar.gz"), 'attachment; filename="was-7.0.tar.gz"');
});

test("a name in another script comes whole to new clients, in ASCII to old ones", () => {
  const header = attachmentNamed("製品 (7.0)'.zip");
  assert.equal(
    header,
    `attachment; filename="__ (7.0)'.zip"; filename*=UTF-8''%E8%A3%BD%E5%93%81%20%287.0%29%27.zip`,
  );
});

test("no name breaks out of the header, out of the folder or turns the text round", () => {
  const names = [
    '"; x="',
    "a\r\nSet-Cookie: a=b",
    "../../etc/passwd",
    "..\\x",
    "a\0.pdf",
    "invoice\u202efdp.exe",
    "\ud800",
    "",
  ];
  for (const name of names) {
    const header = attachmentNamed(name);
    assert.match(
      header,
      /^attachment; filename="[^"\\%\r\n]+"(; filename\*=UTF-8''[A-Za-z0-9%._~$&+!#^`|-]+)?$/,
      name,
    );
    assert.doesNotMatch(decodeURIComponent(header), /[\r\n\0/\\\u202e]/, name);
  }
});

test("a long name keeps its end", () => {
  const header = decodeURIComponent(attachmentNamed(`${"長".repeat(300)}.tar.gz`));
  assert.match(header, /…長+\.tar\.gz$/);
  assert.ok(header.length < 400);
});
