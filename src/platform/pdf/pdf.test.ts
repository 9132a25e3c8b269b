import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Problem } from "../problem.ts";
import { type PdfRequest, Printer, type PrinterLimits } from "./pdf.ts";

const ENDLESS =
  "#for i in range(9000) { for j in range(9000) { for k in range(9000) { let x = calc.sin(i + j + k) } } }";
const printers: Printer[] = [];

function printer(limits: Partial<PrinterLimits> = {}): Printer {
  const made = new Printer(limits);
  printers.push(made);
  return made;
}

function request(change: Partial<PdfRequest> = {}): PdfRequest {
  const base = {
    template: "#data.name",
    data: { name: "Hana Mori" },
    title: "A page",
    madeAt: new Date("2026-03-12T09:30:15Z"),
  };
  return { ...base, language: "en", ...change };
}

function isProblem(status: number, code: string) {
  return (error: unknown) => error instanceof Problem && error.status === status && error.code === code;
}

/** The objects of a PDF that are not compressed, as text. */
function textOf(pdf: Uint8Array): string {
  return Buffer.from(pdf).toString("latin1");
}

after(() => {
  for (const made of printers) if (made.processId !== undefined) process.kill(made.processId);
});

describe("a printer", { timeout: 30_000 }, () => {
  test("gives equal bytes for equal requests, whoever prints them and when", async () => {
    const first = await printer().render(request());
    await pause(1100);
    assert.ok(Buffer.from(first).equals(await printer().render(request())));
  });

  test("gives other bytes for another day", async () => {
    const own = printer();
    const [one, other] = await Promise.all([
      own.render(request()),
      own.render(request({ madeAt: new Date("2026-03-13T09:30:15Z") })),
    ]);
    assert.ok(textOf(one).includes("CreationDate (D:20260312093015"));
    assert.ok(textOf(other).includes("CreationDate (D:20260313093015"));
  });

  test("writes title and language into the document", async () => {
    const pdf = textOf(await printer().render(request({ language: "zh-TW", title: "A title" })));
    for (const part of ["/Lang (zh-TW)", "/Title (A title)", "<pdfuaid:part>1<"])
      assert.ok(pdf.includes(part), part);
  });

  test("refuses with 503 what finds no place to wait, and prints the others", async () => {
    const own = printer({ waiting: 2 });
    const answers = await Promise.allSettled(Array.from({ length: 4 }, () => own.render(request())));
    assert.deepEqual(
      answers.map(({ status }) => status),
      ["fulfilled", "fulfilled", "fulfilled", "rejected"],
    );
    assert.ok(answers[3]?.status === "rejected" && isProblem(503, "unavailable")(answers[3].reason));
  });

  test("gives up with 503 what takes too long, and prints what waits behind it", async () => {
    const own = printer({ documentMs: 1500 });
    const slow = assert.rejects(own.render(request({ template: ENDLESS })), isProblem(503, "unavailable"));
    const next = own.render(request());
    const stuck = own.processId;
    await slow;
    assert.ok((await next).length > 1000);
    assert.notEqual(own.processId, stuck);
  });

  test("says why a template does not compile, and prints the next document", async () => {
    const own = printer();
    await assert.rejects(
      own.render(request({ template: "#nowhere" })),
      /the template does not compile: .*unknown variable: nowhere/,
    );
    assert.ok((await own.render(request())).length > 1000);
  });

  test("loses only the document at work when its process is killed", async () => {
    const own = printer();
    const lost = assert.rejects(own.render(request({ template: ENDLESS })), /the typesetter ended: SIGKILL/);
    const next = own.render(request());
    process.kill(own.processId ?? assert.fail("no process"), "SIGKILL");
    await lost;
    assert.ok((await next).length > 1000);
  });

  test("refuses with 409 data of more than 1 MiB", async () => {
    await assert.rejects(
      printer().render(request({ data: "x".repeat(2 ** 20) })),
      isProblem(409, "document_too_long"),
    );
  });

  test("has no process before the first document and none after a time at rest", async () => {
    const own = printer({ idleMs: 50 });
    assert.equal(own.processId, undefined);
    await own.render(request());
    const used = own.processId ?? assert.fail("no process");
    while (own.processId !== undefined) await pause(20);
    await pause(50);
    assert.throws(() => process.kill(used, 0), { code: "ESRCH" });
  });

  test("takes a new process when the one at work has grown too large", async () => {
    const own = printer({ residentBytes: 1 });
    await own.render(request());
    assert.equal(own.processId, undefined);
  });

  test("keeps the settings of the portal from its process", async () => {
    process.env["CARNET_TEST_SECRET"] = "s3cret";
    const own = printer();
    await own.render(request());
    assert.doesNotMatch(readFileSync(`/proc/${own.processId}/environ`, "utf8"), /s3cret/);
  });

  test("reaches no file beside the layouts", async () => {
    await assert.rejects(printer().render(request({ template: '#read("/../pdf.ts")' })), /does not compile/);
    await assert.rejects(printer().render(request({ template: '#read("/etc/passwd")' })), /does not compile/);
  });
});
