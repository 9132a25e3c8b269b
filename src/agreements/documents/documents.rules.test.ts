import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decideDocuments, type RegisteredSite, reasonWithoutPasscode } from "./documents.rules.ts";

const site = (change: Partial<RegisteredSite> = {}): RegisteredSite => ({
  program: "PA",
  registeredOn: "2009-03-12",
  firstOrderedOn: null,
  primaryState: "unclaimed",
  contact: { email: "hana@aoba.example" },
  ...change,
});

/** "contract-notice letter *" is a letter with the passcode. */
function plan(change: Partial<RegisteredSite> = {}): string[] | string {
  const planned = decideDocuments(site(change));
  if (planned.kind !== "make") return planned.kind;
  const told = planned.documents.map(
    ({ kind, channel, hasPasscode }) => `${kind} ${channel}${hasPasscode ? " *" : ""}`,
  );
  assert.equal(
    planned.needsPasscode,
    planned.documents.some((document) => document.hasPasscode),
  );
  return told;
}

describe("BR-18 documents by program", () => {
  test("PA: notice by post, guide and welcome by mail, at registration", () =>
    assert.deepEqual(plan(), ["contract-notice letter *", "portal-guide e-mail", "welcome e-mail *"]));
  test("PAE: nothing before the first order", () => assert.equal(plan({ program: "PAE" }), "wait"));
  test("PAE: notice by post, guide and welcome by mail, at the first order", () =>
    assert.deepEqual(plan({ program: "PAE", firstOrderedOn: "2009-07-10" }), [
      "registration-notice letter *",
      "portal-guide e-mail",
      "welcome e-mail *",
    ]));
  test("FCT: notice by post", () =>
    assert.deepEqual(plan({ program: "FCT" }), ["fct-registration-notice letter *"]));
  test("A-29 OEM: nothing", () => assert.equal(plan({ program: "OEM" }), "none"));
});

describe("BR-13 an FCT site's passcode", () => {
  test("does not exist when registered on 2006-05-07", () =>
    assert.deepEqual(plan({ program: "FCT", registeredOn: "2006-05-07" }), [
      "fct-registration-notice letter",
    ]));
  test("exists when registered on 2006-05-08", () =>
    assert.deepEqual(plan({ program: "FCT", registeredOn: "2006-05-08" }), [
      "fct-registration-notice letter *",
    ]));
});

describe("BR-12 a contract of May 2003 or earlier", () => {
  for (const registeredOn of ["2003-04-15", "2003-05-31"] as const) {
    test(`has no passcode: ${registeredOn}`, () =>
      assert.deepEqual(plan({ registeredOn }), ["contract-notice letter", "portal-guide e-mail"]));
  }
  test("ends with May: 2003-06-01 has one", () =>
    assert.deepEqual(plan({ registeredOn: "2003-06-01" })[0], "contract-notice letter *"));
  test("counts for PAE as for PA", () =>
    assert.equal(reasonWithoutPasscode(site({ program: "PAE", registeredOn: "2003-05-31" })), "legacy"));
});

test("BR-10 without a contact address there is only the letter, and no passcode that nobody could use", () => {
  assert.deepEqual(plan({ contact: { email: null } }), ["contract-notice letter"]);
  assert.equal(reasonWithoutPasscode(site({ contact: { email: null } })), "noEmail");
});

test("BR-11 once somebody came in there is nothing to send", () => {
  assert.equal(plan({ primaryState: "claimed" }), "none");
  assert.equal(plan({ primaryState: "vacant" }), "none");
});
