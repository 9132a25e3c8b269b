/** A product may name the one that takes its place: it is in the catalog, or comes with the same feed. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { feed } from "../../test/feed.ts";
import { type TestPortal, testPortal } from "../../test/portal.ts";

let portal: TestPortal;
before(async () => {
  portal = await testPortal();
});
after(() => portal.close());

const product = (code: string, replacedBy: string | null) => ({
  type: "product",
  code,
  name: code,
  brand: "Made",
  group: "Made",
  replacedBy,
});

test("the order within a feed is free, and the same feed again changes nothing", async () => {
  const records = [product("old-one", "new-one"), product("new-one", null), product("older", "was")];
  const report = await feed(portal, records);
  assert.deepEqual([report.faults, report.counts["product"]?.added], [[], 3]);
  assert.equal((await feed(portal, records)).counts["product"]?.unchanged, 3);
  const read = await portal.as("hana@aoba.example", { url: "/v1/catalog/products/old-one" });
  assert.equal(read.json().replacedBy, "new-one");
});

test("a product that is nowhere, or the product itself, is refused by name", async () => {
  const report = await feed(portal, [product("lonely", "nonesuch"), product("vain", "vain")]);
  assert.deepEqual(
    report.faults.map(({ line, field, code }) => [line, field, code]),
    [
      [1, "replacedBy", "unknown_product"],
      [2, "replacedBy", "product_replaces_itself"],
    ],
  );
});
