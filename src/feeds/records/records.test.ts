/** Records by themselves: what a line may be, and what is said of one that may not. No database. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { order, site } from "../../../test/feed.ts";
import { LANGUAGES } from "../../platform/language.ts";
import type { Cell } from "../../platform/records.ts";
import { readDocument } from "../run/read.documents.ts";
import { faultMessage } from "../texts.ts";

interface Read {
  readonly rows: readonly (readonly [table: string, ...cells: Cell[]])[];
  readonly faults: readonly string[];
  readonly lines: number;
}

async function read(content: string | Buffer | readonly Buffer[], format = "jsonl"): Promise<Read> {
  const chunks = Array.isArray(content) ? content : [Buffer.from(content as string)];
  const rows: [string, ...Cell[]][] = [];
  const faults: string[] = [];
  const lines = await readDocument(stream(chunks), {
    format,
    told: () => {},
    pause: async () => {},
    sink: {
      row: (table, cells) => rows.push([table, ...cells]),
      fault: (line, field, code, facts = {}) => {
        for (const language of LANGUAGES)
          assert.doesNotMatch(faultMessage(language, { code, facts }), /^[a-z_]+$|\{/);
        faults.push(`${line} ${field ?? "-"} ${code}`);
      },
    },
  });
  return { rows, faults, lines };
}

async function* stream(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield chunk;
}

const customer = (change: object = {}) => ({
  type: "customer",
  country: "KR",
  number: "654321",
  name: "한강",
  ...change,
});
const json = (value: object) => JSON.stringify(value);
const faultsOf = async (value: object) => (await read(json(value))).faults;

describe("a site number", () => {
  for (const text of [
    "007001234",
    "07001234",
    "7001234",
    "７００１２３４",
    " 700-1234 ",
    "００７００１２３４",
  ]) {
    test(`BR-29 is understood when written ${text}`, async () => {
      const { rows, faults } = await read(json(site({ number: text })));
      assert.deepEqual(faults, []);
      assert.equal(rows[0]?.[2], "7001234");
    });
  }
  for (const text of ["8001234", "700123", "70012345", "005001234"]) {
    test(`BR-30 is refused when written ${text}`, async () => {
      assert.deepEqual(await faultsOf(site({ number: text })), ["1 number wrong_format"]);
    });
  }
  test("BR-30 is stored with seven digits when it came with nine", async () => {
    assert.equal((await read(json(order({ site: "003005678" })))).rows[0]?.[3], "3005678");
  });
});

describe("a customer number", () => {
  test("BR-83 of six digits gets a leading 0", async () => {
    assert.deepEqual((await read(json(customer()))).rows, [["feed_customers", 1, "KR", "0654321", "한강"]]);
  });
  for (const number of ["12345", "12345678", "65432x"]) {
    test(`BR-83 is refused when it is ${number}`, async () => {
      assert.deepEqual(await faultsOf(customer({ number })), ["1 number wrong_format"]);
    });
  }
});

describe("a hostile line is told", () => {
  const cases: readonly (readonly [title: string, content: string | Buffer, fault: string])[] = [
    ["a NUL byte", Buffer.from('{"type":"customer","country":"JP\0"}'), "1 - nul_character"],
    ["a NUL as an escape", json(customer({ name: "a\u0000b" })), "1 name nul_character"],
    [
      "half a character",
      '{"type":"customer","country":"KR","number":"654321","name":"\\ud800"}',
      "1 name lone_surrogate",
    ],
    ["another control character", json(customer({ name: "a\u001bb" })), "1 name text_not_allowed"],
    [
      "Shift-JIS",
      Buffer.from([...Buffer.from('{"name":"'), 0x90, 0xc2, ...Buffer.from('"}')]),
      "1 - invalid_utf8",
    ],
    ["JSON that is cut off", json(customer()).slice(0, -3), "1 - malformed_json"],
    ["a list", "[1]", "1 - object_expected"],
    ["a number", "7", "1 - object_expected"],
    [
      "a key that stands twice",
      '{"type":"customer","country":"JP","country":"KR","number":"1234567","name":"x"}',
      "1 country duplicate_key",
    ],
    [
      "a key that stands twice, once as an escape",
      '{"type":"customer","country":"JP","c\\u006funtry":"KR","number":"1234567","name":"x"}',
      "1 country duplicate_key",
    ],
    ["an unknown type", '{"type":"invoice"}', "1 type unknown_type"],
    ["a list for a type", '{"type":["site"]}', "1 type text_expected"],
    ["no type", '{"number":"1"}', "1 type required"],
    ["an unknown field", json(customer({ vat: 1 })), "1 vat unknown_field"],
    [
      "a field named like a trap",
      '{"type":"customer","__proto__":1,"country":"KR","number":"654321","name":"x"}',
      "1 __proto__ unknown_field",
    ],
    ["a missing field", '{"type":"customer","country":"KR","number":"654321"}', "1 name required"],
    [
      "a number as text",
      json(order({ lines: [{ line: 1, part: "D09LELL", quantity: "5" }] })),
      "1 lines[0].quantity number_as_text",
    ],
    ["a text as number", json(customer({ number: 654321 })), "1 number text_expected"],
    [
      "a fraction",
      json(order({ lines: [{ line: 1, part: "D09LELL", quantity: 1.5 }] })),
      "1 lines[0].quantity integer_expected",
    ],
    [
      "a number beyond all",
      '{"type":"price","part":"D09LELL","currency":"JPY","level":"E","validFrom":"2010-01-01","amount":1e400}',
      "1 amount integer_expected",
    ],
    [
      "a quantity of nothing",
      json(order({ lines: [{ line: 1, part: "D09LELL", quantity: 0 }] })),
      "1 lines[0].quantity out_of_range",
    ],
    ["a day that is none", json(order({ orderedOn: "2010-02-30" })), "1 orderedOn invalid_date"],
    ["an order without lines", json(order({ lines: [] })), "1 lines required"],
    [
      "an order's line that stands twice",
      json(
        order({
          lines: [
            { line: 1, part: "D09LELL", quantity: 1 },
            { line: 1, part: "D09LELL", quantity: 1 },
          ],
        }),
      ),
      "1 lines[1].line duplicate_line",
    ],
    [
      "a price without a currency",
      json(order({ lines: [{ line: 1, part: "D09LELL", quantity: 1, unitPrice: 5 }] })),
      "1 lines[0].unitPrice price_needs_currency",
    ],
    [
      "a total that no number holds exactly",
      json(
        order({
          lines: [
            { line: 1, part: "D09LELL", quantity: 5, unitPrice: 1e15, currency: "JPY" },
            { line: 2, part: "D09LELL", quantity: 5, unitPrice: 1e15, currency: "JPY" },
          ],
        }),
      ),
      "1 lines[1].unitPrice out_of_range",
    ],
    [
      "BR-77 a part that is only support",
      json({ type: "part", number: "D1000LL", product: "was", kind: "support-only", programs: ["PA"] }),
      "1 kind kind_not_sold_apart",
    ],
    [
      "BR-78h an agreement of a site that can have none",
      json(site({ program: "PAE" })),
      "1 agreement agreement_not_allowed",
    ],
    [
      "two addresses in one",
      json(site({ contact: { givenName: "A", familyName: "B", email: "a@x.example, b@y.example" } })),
      "1 contact.email wrong_format",
    ],
    [
      "a file that is a path",
      json({
        type: "release",
        product: "was",
        version: "7.0",
        platform: "linux",
        language: "en",
        files: [{ name: "../x", sizeBytes: 1, sha256: "a".repeat(64) }],
      }),
      "1 files[0].name wrong_format",
    ],
    [
      "a line that nests as deep as it is long",
      `{"type":"customer","a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`,
      "1 a unknown_field",
    ],
    ["UTF-16", Buffer.from(`\ufeff${json(customer())}`, "utf16le"), "1 - wrong_encoding"],
    ["a packed file that does not say so", Buffer.from([0x1f, 0x8b, 8, 0]), "1 - wrong_encoding"],
    ["nothing at all", "", "1 - no_records"],
    ["empty lines only", "\r\n\n", "1 - no_records"],
  ];
  for (const [title, content, fault] of cases) {
    test(title, async () => {
      const { faults } = await read(Buffer.isBuffer(content) ? [content] : content);
      assert(faults.includes(fault), `${fault} is not among ${faults.join("; ")}`);
    });
  }

  test("every fault of a line at once", async () => {
    const faults = await faultsOf({ type: "customer", country: "Japan", number: 1, extra: true });
    assert.deepEqual(faults.toSorted(), [
      "1 country text_too_long",
      "1 extra unknown_field",
      "1 name required",
      "1 number text_expected",
    ]);
  });

  test("PAX is what old papers call PAE", async () => {
    assert.equal((await read(json(site({ program: "PAX", agreement: null })))).rows[0]?.[3], "PAE");
  });
});

describe("the cutting of lines", () => {
  test("takes a byte order mark, CRLF and a last line without an end", async () => {
    const { rows, faults, lines } = await read(
      `\ufeff${json(customer())}\r\n\r\n${json(customer({ number: "1234567" }))}`,
    );
    assert.deepEqual(faults, []);
    assert.deepEqual(
      rows.map((row) => row[1]),
      [1, 3],
    );
    assert.equal(lines, 3);
  });

  test("tells a line of more than a mebibyte once and goes on with the next", async () => {
    const long = json(customer({ name: "x".repeat(1_048_576) }));
    const { rows, faults } = await read([
      Buffer.from(`${json(customer())}\n${long}\n${json(customer({ number: "1234567" }))}\n`),
    ]);
    assert.deepEqual(faults, ["2 - line_too_long"]);
    assert.deepEqual(
      rows.map((row) => row[1]),
      [1, 3],
    );
  });

  test("gives the same lines however the bytes are cut into pieces", async () => {
    const text = Buffer.from(
      `\ufeff${json(customer())}\r\n\n${json(customer({ name: "𠮷野 ☕ naïve" }))}\nnot json\n`,
    );
    const whole = await read([text]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: text.length }), { maxLength: 8 }), async (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((end, i) => text.subarray(places[i], end));
        assert.deepEqual(await read(pieces), whole);
      }),
    );
  });

  test("takes 300 MB of whatever in memory that stays flat", async () => {
    const junk = Buffer.alloc(3_000_000, "x");
    const lines = Buffer.from(`\n${json(customer())}\n`.repeat(1_000));
    async function* endless() {
      for (let sent = 0; sent < 300_000_000; sent += junk.length) {
        yield junk; // the first half has no line end at all
        if (sent > 150_000_000) yield lines;
      }
    }
    const told: number[] = [];
    let highest = 0;
    const before = process.memoryUsage.rss();
    await readDocument(endless(), {
      format: "jsonl",
      told: () => {
        highest = Math.max(highest, process.memoryUsage.rss());
      },
      pause: async () => {},
      sink: { row: () => {}, fault: (line) => told.push(line) },
    });
    assert.deepEqual(told.slice(0, 2), [1, 2001]);
    assert.equal(told.length, 49);
    assert(highest - before < 120 * 1024 * 1024, `grew by ${Math.round((highest - before) / 2 ** 20)} MiB`);
  });
});

describe("a sheet", () => {
  test("has the fields as its columns, a field within a field with a dot", async () => {
    const head =
      "number,program,agreement,customer.country,customer.number,name,address.country,address.city,language,registeredOn,contact.givenName,contact.familyName,contact.email";
    const row = '7005555,PA,100200,JP,1234567,"青葉, 大阪",JP,,ja,2010-02-01,Ken,"It""o",ken@aoba.example';
    const { rows, faults } = await read(`${head}\r\n${row}\r\n`, "site");
    assert.deepEqual(faults, []);
    assert.equal(rows[0]?.[19], 'It"o');
    assert.deepEqual(rows[0]?.slice(0, 12), [
      "feed_sites",
      2,
      "7005555",
      "PA",
      "100200",
      "JP",
      "1234567",
      "青葉, 大阪",
      null,
      null,
      null,
      null,
    ]);
  });

  test("gathers the rows of one order", async () => {
    const head =
      "number,site,orderedOn,lines.line,lines.part,lines.quantity,lines.renews.order,lines.renews.line";
    const text = [
      head,
      "S-1,7001234,2010-01-05,1,D09LELL,5,,",
      "S-1,7001234,2010-01-05,2,E075NLL,1,SO-4700,1",
      "S-2,7001234,2010-01-06,1,D09LELL,2,,",
    ];
    const { rows, faults } = await read(text.join("\n"), "order");
    assert.deepEqual(faults, []);
    assert.deepEqual(
      rows.map(([table, line, at]) => [table, line, at]),
      [
        ["feed_orders", 2, "S-1"],
        ["feed_order_lines", 2, 0],
        ["feed_order_lines", 2, 1],
        ["feed_orders", 4, "S-2"],
        ["feed_order_lines", 4, 0],
      ],
    );
  });

  test("keeps no more rows of one order than one too many, and keeps its pace", async () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => `S-1,7001234,2010-01-05,${i + 1},D09LELL,5`);
    const text = ["number,site,orderedOn,lines.line,lines.part,lines.quantity", ...rows].join("\n");
    const start = performance.now();
    assert.deepEqual((await read(text, "order")).faults, ["2 lines list_too_long"]);
    assert.ok(performance.now() - start < 5_000, "it was copied for each row");
  });

  test("tells what is wrong with its head, its rows and its quotes", async () => {
    const { faults } = await read(
      'country,number,name,name,vat\nKR,12345,x,,\nKR,654321,"x\nKR,654321,x,,,,\n',
      "customer",
    );
    assert.deepEqual(faults, [
      "1 name column_twice",
      "1 vat unknown_field",
      "2 number wrong_format",
      "3 - malformed_csv",
      "4 - too_many_cells",
    ]);
    assert.deepEqual((await read("country,number\nKR,654321\n", "customer")).faults, [
      "1 name column_missing",
      "2 name required",
    ]);
  });
});
