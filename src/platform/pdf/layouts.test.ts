/**
 * The two layouts, read back with poppler and with a scanner of QR codes. In CI poppler must be there; a test whose
 * tool is missing says so. `qr.test.ts` needs no scanner.
 */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { LANGUAGES, type Language } from "../language.ts";
import { type Certificate, certificatePdf } from "./certificate.ts";
import { type Letter, letterPdf } from "./letter.ts";
import { sampleCertificate, sampleLetter, WORDS } from "./samples.ts";

const folder = mkdtempSync(join(tmpdir(), "layouts-test-"));
const poppler = process.env["CI"] === undefined ? needs("pdftotext", "poppler-utils") : { skip: false };
const scanner = needs("zbarimg", "zbar-tools");
const HOSTILE = [
  '#import "/etc/passwd": * #panic() $x^2$ *bold* _it_ `raw` = head // no /* no */ @ref <label> ~ -- ... \\n \\u{41}',
  "'; drop table letters; -- x",
  "<script>alert(1)</script> &amp;",
  "𠮷野家 髙橋 﨑 德 ㈱",
  "😀 👨‍👩‍👧 🇯🇵",
  "é e\u0301 ﬁ ß İ",
  "Привет Ελληνικά",
];

after(() => rmSync(folder, { recursive: true }));

function needs(tool: string, from: string) {
  const isThere = spawnSync(tool, ["--version"]).error === undefined;
  return { skip: isThere ? false : `${tool} is missing: apt-get install ${from}` };
}

function print(language: Language) {
  return { language, title: WORDS[language].title, madeAt: new Date("2026-03-12T09:30:15Z") };
}

function read(tool: string, pdf: Uint8Array, ...options: string[]): string {
  const path = join(folder, "document.pdf");
  writeFileSync(path, pdf);
  const args = tool === "pdftotext" ? [...options, path, "-"] : [path, ...options];
  return execFileSync(tool, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

/** The text without its breaks: where a line ends is the layout's, not the text's. */
function joined(text: string): string {
  return text.replaceAll(/\s+/g, "");
}

function withFacts(values: readonly string[]): Letter {
  return { ...sampleLetter("en"), facts: values.map((value, i) => ({ label: `Fact ${i}`, value })) };
}

for (const language of LANGUAGES) {
  describe(`in ${language}`, () => {
    test("a letter gives back every text in it, fits a page and 80 KiB", poppler, async () => {
      const letter = sampleLetter(language);
      const pdf = await letterPdf(letter, print(language));
      const text = read("pdftotext", pdf);
      const lines = text.replaceAll("　", " ").split("\n");
      for (const line of [...letter.recipient, letter.heading, "K7QM-3XRT-9WHD", "4F7K-Q2MX-9TRW"])
        assert.ok(lines.includes(line.replaceAll("　", " ")), line);
      const texts = [
        ...letter.opening,
        ...letter.closing,
        ...letter.facts.flatMap(({ label, value }) => [label, value]),
      ];
      for (const part of texts) assert.ok(joined(text).includes(joined(part)), part);
      assert.match(read("pdfinfo", pdf), /Tagged: +yes[\s\S]*Pages: +1\n/);
      assert.ok(pdf.length < 80 * 1024, `${pdf.length} bytes`);
    });

    test("a certificate gives back every text in it, fits a page and 80 KiB", poppler, async () => {
      const certificate = sampleCertificate(language);
      const pdf = await certificatePdf(certificate, print(language));
      const text = joined(read("pdftotext", pdf));
      const texts = [
        certificate.title,
        certificate.statement,
        ...certificate.parties.flatMap(({ lines }) => lines),
        ...certificate.table.rows.flat().flatMap((cell) => cell.split("\n")),
      ];
      for (const part of texts) assert.ok(text.includes(joined(part)), part);
      assert.match(read("pdfinfo", pdf), /Pages: +1\n/);
      assert.ok(pdf.length < 80 * 1024, `${pdf.length} bytes`);
    });

    test("both are PDF/UA with every font embedded and subset", poppler, async () => {
      for (const pdf of [
        await letterPdf(sampleLetter(language), print(language)),
        await certificatePdf(sampleCertificate(language), print(language)),
      ]) {
        const fonts = read("pdffonts", pdf).trim().split("\n").slice(2);
        assert.ok(fonts.length >= 3);
        for (const font of fonts) assert.match(font, /^[A-Z]{6}\+.* yes yes yes +\d+ +0$/);
        assert.match(Buffer.from(pdf).toString("latin1"), /pdfuaid:part/);
      }
    });
  });
}

describe("shared ideographs", () => {
  test("have the shapes of the document's language", poppler, async () => {
    const fontOf = async (language: Language) =>
      read("pdffonts", await letterPdf({ ...withFacts(["骨直角"]), recipient: ["骨"] }, print(language)));
    assert.match(await fontOf("ja"), /PlexSansJP/);
    assert.doesNotMatch(await fontOf("ja"), /PlexSansTC/);
    assert.match(await fontOf("zh-TW"), /PlexSansTC/);
    assert.doesNotMatch(await fontOf("zh-TW"), /PlexSansJP/);
  });
});

describe("a table of 40 lines", () => {
  test("goes on over the pages under its head, no line lost", poppler, async () => {
    const pdf = await certificatePdf(sampleCertificate("ja", 40), print("ja"));
    const pages = read("pdftotext", pdf).split("\f").slice(0, -1);
    assert.ok(pages.length >= 3);
    for (const [i, page] of pages.entries()) {
      assert.match(page, /部品番号/);
      assert.ok(page.includes(`${i + 1} / ${pages.length} ページ`), page);
      assert.ok(page.includes("4F7K-Q2MX-9TRW"));
    }
    for (let i = 0; i < 40; i++)
      assert.equal(
        pages.filter((page) => page.split("\n").includes(`Kestrel Modeler 7.${i}`)).length,
        1,
        `line ${i}`,
      );
  });
});

describe("hostile data", () => {
  test("are set as the text they are, in letter and certificate", poppler, async () => {
    const base = sampleCertificate("en");
    const certificate = {
      ...base,
      statement: "😀 first",
      table: { ...base.table, rows: HOSTILE.map((text) => [text, "", "", ""]) },
    };
    const letter = { ...withFacts(HOSTILE), heading: "😀 first", closing: [] };
    for (const pdf of [
      await letterPdf(letter, print("en")),
      await certificatePdf(certificate, print("en")),
    ]) {
      const text = joined(read("pdftotext", pdf)).normalize();
      for (const part of ["😀 first", ...HOSTILE]) assert.ok(text.includes(joined(part).normalize()), part);
      assert.match(read("pdfinfo", pdf), /Pages: +1\n/);
    }
  });

  test("stay in their own line when they turn the direction of writing", poppler, async () => {
    const text = read(
      "pdftotext",
      await letterPdf(withFacts(["\u202Egnp.exe", "שלום עולם", "plain"]), print("en")),
    );
    assert.ok(text.includes("שלום עולם"));
    assert.ok(text.split("\n").includes("Fact 2"));
    assert.ok(text.split("\n").includes("plain"));
  });

  test(
    "of 10,000 characters without a space are broken, none lost, in letter and table",
    poppler,
    async () => {
      const long = "abcdefghij".repeat(1000);
      const letter = read("pdftotext", await letterPdf(withFacts([long]), print("en")));
      assert.equal(
        letter
          .match(/[a-j]{20,}/g)
          ?.join("")
          .includes(long),
        true,
      );
      assert.ok(Math.max(...letter.split("\n").map((line) => line.length)) < 150);
      const base = sampleCertificate("en");
      const certificate: Certificate = {
        ...base,
        table: { ...base.table, rows: [[long, "D090ELL", "25", "2026-03-12 – 2027-03-31"]] },
      };
      const table = read("pdftotext", await certificatePdf(certificate, print("en")));
      assert.ok(table.match(/^[a-j]+$/gm)?.join("") === long);
    },
  );

  test("of controls, lone surrogates and nothing at all crash nothing", async () => {
    const odd = [
      "\u0000a",
      "\u0007",
      "\ud800",
      "\udc00\ud800",
      "\uffff",
      "\ufeff",
      "",
      " ",
      "\n\n",
      "\u200b".repeat(100),
    ];
    assert.ok(
      (
        await letterPdf(
          { ...withFacts(odd), recipient: odd, opening: odd, closing: [], heading: "" },
          print("ko"),
        )
      ).length > 1000,
    );
    const certificate = {
      ...sampleCertificate("ko"),
      facts: [],
      notes: odd,
      parties: [],
      table: { columns: [{ label: "" }], rows: [] },
    };
    assert.ok((await certificatePdf(certificate, print("ko"))).length > 1000);
  });
});

describe("the QR code on the page", () => {
  test("is read by a scanner as the address of the check", {
    skip: poppler.skip || scanner.skip,
  }, async () => {
    for (const pdf of [
      await letterPdf(sampleLetter("ja"), print("ja")),
      await certificatePdf(sampleCertificate("ko"), print("ko")),
    ]) {
      read("pdftoppm", pdf, "-r", "150", "-png", "-singlefile", join(folder, "page"));
      const scanned = execFileSync("zbarimg", ["-q", "--raw", join(folder, "page.png")], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      });
      assert.equal(scanned, "https://care.kestrel.example/check/4F7KQ2MX9TRW\n");
    }
  });
});
