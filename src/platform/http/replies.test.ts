import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { serializerCompiler as zodCompiler } from "fastify-type-provider-zod";
import { z } from "zod";
import { serializerCompiler } from "./replies.ts";

const Line = z.object({
  id: z.string().describe("named"),
  quantity: z.int(),
  orderedOn: z.iso.date(),
  at: z.iso.datetime().nullable(),
  state: z.enum(["active", "none"]),
  kind: z.literal("line"),
  isCurrent: z.boolean().optional(),
  note: z.string().max(3).nullable(),
  price: z.number().optional(),
  amount: z.union([z.string(), z.int()]),
  more: z.record(z.string(), z.string()).optional(),
});
const List = z
  .object({ items: z.array(Line), next: z.string().nullable(), limit: z.int() })
  .meta({ id: "L" });

const LINE = {
  id: "line_1",
  quantity: 2,
  orderedOn: "2026-02-28",
  at: "2026-02-28T09:00:00Z",
  state: "active",
  kind: "line",
  note: null,
  amount: 3,
};

const route = { schema: List, method: "GET", url: "/v1/lines", httpStatus: "200" };
const write = serializerCompiler(route);
const judge = zodCompiler(route);
const listOf = (change: object) => ({ items: [LINE, { ...LINE, ...change }], next: null, limit: 50 });

describe("an answer is written", () => {
  test("as it is", () => {
    assert.deepEqual(JSON.parse(write(listOf({}))), listOf({}));
  });
  test("without what its schema does not list, at any depth", () => {
    const text = write({ ...listOf({ passwordHash: "x", more: { own: "y" } }), secret: "z" });
    assert.deepEqual(JSON.parse(text), listOf({ more: { own: "y" } }));
  });
});

describe("an answer is refused", () => {
  const WRONG: Record<string, unknown[]> = {
    id: [7, null, undefined, {}, ["a"]],
    quantity: ["2", 1.5, Number.NaN, null, 2n],
    orderedOn: ["2026-02-30", "yesterday", new Date(), null],
    at: ["2026-02-28"],
    state: ["lapsed", null],
    kind: ["order"],
    isCurrent: ["yes", 1, null],
    note: ["long"],
    price: ["1"],
    amount: [null, {}],
    more: [{ own: 1 }],
  };
  for (const [name, values] of Object.entries(WRONG))
    test(`whose ${name} is of another kind`, () => {
      for (const value of values) assert.throws(() => write(listOf({ [name]: value })), /schema|serializ/i);
    });
  test("whose list is none", () => {
    for (const answer of [null, [], "text", {}, { ...listOf({}), items: { length: 0 } }, undefined])
      assert.throws(() => write(answer), /schema|serializ/i);
  });
});

test("whatever comes is answered as zod would answer", () => {
  const cell = fc.oneof(fc.anything(), fc.constantFrom(...Object.values(LINE)), fc.constant(undefined));
  const line = fc.record(Object.fromEntries(Object.keys(Line.shape).map((name) => [name, cell])), {
    requiredKeys: [],
  });
  const near = fc.tuple(fc.constantFrom(...Object.keys(Line.shape)), cell).map(([name, value]) => ({
    ...LINE,
    [name]: value,
  }));
  const answer = fc.record({ items: fc.array(fc.oneof(near, line)), next: cell, limit: fc.integer() });
  fc.assert(
    fc.property(fc.oneof(answer, fc.anything()), (value) => {
      assert.deepEqual(tried(write, value), tried(judge, value));
    }),
    { numRuns: 2000 },
  );
});

/** Members may come in another order. */
function tried(compiled: (value: unknown) => string, value: unknown): unknown {
  try {
    const text = compiled(value);
    return text === undefined ? text : JSON.parse(text);
  } catch {
    return "refused";
  }
}
