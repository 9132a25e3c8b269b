import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { z } from "zod";
import { obstacleOf } from "../rules.ts";
import { channelsOf, orderDetails } from "./details.rules.ts";

const Details = z.object(orderDetails);
const faultsOf = (value: object) =>
  (Details.safeParse(value).error?.issues ?? []).map(({ message }) => message);

describe("what is said with an order", () => {
  test("nothing said is an order online without a number of the customer's own", () => {
    assert.deepEqual(Details.parse({}), { purchaseOrderNumber: null, channel: "online" });
    assert.deepEqual(Details.parse({ purchaseOrderNumber: "  ", channel: "vendor" }), {
      ...{ purchaseOrderNumber: null, channel: "vendor" },
    });
  });

  test("a number is composed and trimmed, at most 40 characters long, and holds no control characters", () => {
    assert.equal(Details.parse({ purchaseOrderNumber: " e\u0301-77 " }).purchaseOrderNumber, "\u00e9-77");
    assert.equal(
      Details.parse({ purchaseOrderNumber: "😀".repeat(40) }).purchaseOrderNumber,
      "😀".repeat(40),
    );
    assert.deepEqual(faultsOf({ purchaseOrderNumber: "x".repeat(41) }), ["purchase_order_too_long"]);
    assert.deepEqual(faultsOf({ purchaseOrderNumber: "a\u0000" }), ["text_not_allowed"]);
    assert.deepEqual(faultsOf({ purchaseOrderNumber: "a\ud800" }), ["text_not_allowed"]);
    assert.deepEqual(faultsOf({ channel: "automatic" }), ["channel_unknown"]);
  });

  test("BR-78g there is a way through the reseller where one can be written to", () => {
    assert.deepEqual(channelsOf({ reseller: { email: "orders@sakura.example" } }), [
      "online",
      "partner",
      "vendor",
    ]);
    assert.deepEqual(channelsOf({ reseller: { email: null } }), ["online", "vendor"]);
    assert.deepEqual(channelsOf({ reseller: null }), ["online", "vendor"]);
  });
});

describe("the brands whose coverage can be reinstated", () => {
  const was = { brand: "WebSphere", partNumber: "D55WKLL", unitPrice: 3600 };

  test("are named whatever their case and the spaces around; a product without a brand is of none", () => {
    assert.equal(obstacleOf({ ...was, brand: " websphere " }, ["Lotus", " WebSphere"]), null);
    assert.equal(obstacleOf(was, ["Lotus"]), "brand_not_reinstated");
    assert.equal(
      obstacleOf({ ...was, brand: null }, ["Stryker was here!", "WebSphere"]),
      "brand_not_reinstated",
    );
    assert.equal(obstacleOf({ ...was, brand: null }, null), null);
  });
});
