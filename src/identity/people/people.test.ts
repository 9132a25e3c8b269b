/** A person's own data. BR-02; BAR 17. */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { testPortal } from "../../../test/portal.ts";

const portal = await testPortal();
after(() => portal.close());
const { app } = portal;

describe("/v1/people/me", () => {
  const me = (method: "GET" | "PATCH", payload?: object) =>
    portal.as("rei@elsewhere.example", {
      method,
      url: "/v1/people/me",
      ...(payload === undefined ? {} : { payload }),
    });

  test("GET 200 tells a person's own data, and nothing of the password", async () => {
    const reply = await me("GET");
    assert.deepEqual(Object.keys(reply.json()).sort(), [
      "country",
      "email",
      "familyName",
      "givenName",
      "id",
      "language",
      "romanizedName",
    ]);
  });
  test("GET 401 for a stranger", async () => {
    assert.equal((await app.inject({ url: "/v1/people/me" })).statusCode, 401);
  });
  test("PATCH 200 changes names, country and language", async () => {
    const change = {
      givenName: "怜",
      familyName: "佐藤",
      romanizedName: "Rei Sato",
      country: "TW",
      language: "zh-TW",
    };
    const reply = await me("PATCH", change);
    assert.equal(reply.statusCode, 200);
    assert.partialDeepStrictEqual((await me("GET")).json(), change);
  });
  test("BR-02 PATCH 409 for the ID, with the hint to create a new one", async () => {
    const reply = await me("PATCH", { email: "rei.sato@elsewhere.example" });
    assert.equal(reply.statusCode, 409);
    assert.partialDeepStrictEqual(reply.json(), { code: "id_immutable", hint: "create_a_new_id" });
    assert.equal((await me("GET")).json().email, "rei@elsewhere.example");
  });
  test("BAR 17 PATCH 400 for every other column", async () => {
    for (const name of ["id", "emailKey", "passwordHash", "state", "confirmedAt", "staffRole"]) {
      const reply = await me("PATCH", { [name]: "x" });
      assert.deepEqual(reply.json().fields, { [name]: ["unknown_field"] });
    }
  });
});
