/** What a list of people says, and what is wrong with it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { csvOf } from "../../platform/sheets/csv.ts";
import { COLUMNS, readList, templateText } from "./list.rules.ts";

const read = (text: string) => readList(Buffer.from(text));
const faultsOf = (text: string) =>
  read(text).faults.map(({ line, field, code }) => `${line} ${field ?? "-"} ${code}`);

describe("a list is understood", () => {
  for (const [title, text] of [
    ["with commas and CRLF", "email,role\r\na@b.example,secondary\r\n"],
    ["with semicolons", "email;role\na@b.example;secondary"],
    ["with tabs", "email\trole\na@b.example\tsecondary\n"],
    ["with a byte order mark", "\ufeffemail,role\na@b.example,secondary"],
    ["with line ends of old", "email,role\ra@b.example,secondary\r"],
    ["with its columns in another order and in capitals", "ROLE,Email\nSecondary,a@b.example"],
    ["with full-width letters", "ｅｍａｉｌ,ｒｏｌｅ\na@b.example,ｓｅｃｏｎｄａｒｙ"],
    ["with quotes and empty lines", '\n"email","role"\n\n"a@b.example","secondary"\n,\n'],
  ] as const) {
    test(title, () => {
      const { rows, faults } = read(text);
      assert.deepEqual(faults, []);
      assert.deepEqual(
        rows.map(({ email, role, action }) => [email, role, action]),
        [["a@b.example", "secondary", "add"]],
      );
    });
  }

  test("with days as people and spreadsheets write them", () => {
    const days = ["2010-03-31", "2010/3/31", "２０１０-０３-３１", "none", ""];
    const { rows, faults } = read(
      ["email,validThrough", ...days.map((day, i) => `a${i}@b.example,${day}`)].join("\n"),
    );
    assert.deepEqual(faults, []);
    assert.deepEqual(
      rows.map(({ validThrough }) => validThrough),
      ["2010-03-31", "2010-03-31", "2010-03-31", null, undefined],
    );
  });

  test("with an empty cell that says nothing", () => {
    const [row] = read("email,reporting,entitlements\na@b.example,,view").rows;
    assert.deepEqual([row?.privileges.reporting, row?.privileges.entitlements], [undefined, "view"]);
  });
});

describe("a list is refused", () => {
  const cases: readonly (readonly [title: string, text: string, faults: readonly string[]])[] = [
    ["without rows", "email,role\n", ["1 - no_records"]],
    ["that is empty", "", ["1 - no_records"]],
    ["without addresses", "role\nuser", ["1 email column_missing"]],
    ["with an unknown column", "email,name\na@b.example,x", ["1 name column_unknown"]],
    ["with a column twice", "email,Email\na@b.example,x", ["1 Email column_twice"]],
    ["with an address that is none", "email\nnobody", ["2 email email_malformed"]],
    ["without an address", "email,role\n,user", ["2 email required"]],
    ["with an address twice", "email\na@b.example\nA@B.example", ["3 email email_twice"]],
    ["with a full-width address", "email\nａ@b.example", ["2 email email_malformed"]],
    ["with an unknown action", "email,action\na@b.example,delete", ["2 action action_unknown"]],
    ["with an unknown role", "email,role\na@b.example,boss", ["2 role role_unknown"]],
    ["with an unknown value", "email,reporting\na@b.example,all", ["2 reporting value_unknown"]],
    [
      "with a day that is none",
      "email,validThrough\na@b.example,2010-02-30",
      ["2 validThrough invalid_date"],
    ],
    ["with more cells than columns", "email\na@b.example,x", ["2 - too_many_cells"]],
    ["with quotes that do not match", 'email,role\n"a@b.example,user\n', ["1 - malformed_csv"]],
    ["with too many rows", `email\n${"a@b.example\n".repeat(5001)}`, ["1 - too_many_rows"]],
  ];
  for (const [title, text, faults] of cases) {
    test(title, () =>
      assert.deepEqual(
        faultsOf(text).map((fault) => fault.replace(/^\d+ - malformed/, "1 - malformed")),
        faults,
      ),
    );
  }

  test("in another encoding than UTF-8", () => {
    for (const bytes of [
      Buffer.from("\ufeffemail\na@b.example", "utf16le"),
      Buffer.from([0x90, 0xc2, 0x0a]),
    ]) {
      assert.deepEqual(
        readList(bytes).faults.map(({ code }) => code),
        ["wrong_encoding"],
      );
    }
  });

  test("naming every fault of a row", () => {
    assert.deepEqual(faultsOf("email,role,reporting,validThrough\nx,y,z,w"), [
      "2 email email_malformed",
      "2 role role_unknown",
      "2 reporting value_unknown",
      "2 validThrough invalid_date",
    ]);
  });
});

test("whatever bytes come, the reading ends with rows or with faults", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const { rows, faults } = readList(bytes);
      assert.ok(rows.length + faults.length > 0);
    }),
  );
});

test("an address that our own sheets wrote safely is read as it was", async () => {
  const emails = ["+a@b.example", "=a@b.example", "-a@b.example", "a@b.example"];
  const pages = (async function* () {
    yield emails;
  })();
  const column = { header: "email", kind: "text", width: 20, value: (email: string) => email } as const;
  const chunks: Buffer[] = [];
  for await (const chunk of csvOf({ name: "l", plainName: "l", columns: [column], pages }))
    chunks.push(chunk);
  const text = Buffer.concat(chunks);
  assert.match(String(text), /'\+a@b/);
  assert.deepEqual(
    readList(text).rows.map(({ email }) => email),
    emails,
  );
});

test("the template has every column", () => {
  assert.deepEqual(templateText().replace("\ufeff", "").trim().split(","), [...COLUMNS]);
});
