import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DEFAULT_PRIVILEGES, type Program } from "../../access/index.ts";
import { accept, refuse } from "../../platform/result.ts";
import { decideDownload, isAboutRights, type Wish } from "./rules.ts";

describe("a download is granted", () => {
  for (const program of ["PA", "PAE", "FCT", "OEM"] as const) {
    test(`BR-55 to a site of program ${program}`, () =>
      assert.deepEqual(decide({}, program), accept("allowed")));
  }

  test("BR-56 on the last covered day of 2009-07-10…2010-07-31", () => {
    assert.deepEqual(decide({ today: "2010-07-31" }), accept("allowed"));
  });

  test("of an old version, too: while covered, all that is out is offered", () => {
    assert.deepEqual(decide({ file: { availableOn: "1998-01-31", state: "available" } }), accept("allowed"));
  });

  test("of a version on the day on which it comes out", () => {
    assert.deepEqual(
      decide({ file: { availableOn: "2010-07-31", state: "available" }, today: "2010-07-31" }),
      accept("allowed"),
    );
  });

  test("to a user whose only privilege is to download", () => {
    const person = {
      program: "PA",
      grant: { ...DEFAULT_PRIVILEGES.user, role: "user", validThrough: null },
    } as const;
    assert.deepEqual(decide({ person }), accept("allowed"));
  });
});

describe("a download is refused", () => {
  test("BR-56 on the day after the last covered one, naming that day", () => {
    const refusal = {
      reason: "no_active_subscription",
      rule: "BR-56",
      coveredThrough: "2010-07-31",
    } as const;
    assert.deepEqual(decide({ today: "2010-08-01" }), refuse(refusal));
  });

  test("BR-66 after a lapse, though the license is perpetual and the version came out during coverage (A-51)", () => {
    const coverage = { coveredThrough: "2011-03-31", isActive: false } as const;
    const decision = decide({
      coverage,
      file: { availableOn: "2010-01-01", state: "available" },
      today: "2011-04-01",
    });
    assert.deepEqual(
      decision,
      refuse({ reason: "no_active_subscription", rule: "BR-56", coveredThrough: "2011-03-31" }),
    );
  });

  test("when the product was never covered", () => {
    const decision = decide({ coverage: { coveredThrough: null, isActive: false } });
    assert.deepEqual(
      decision,
      refuse({ reason: "no_active_subscription", rule: "BR-56", coveredThrough: null }),
    );
  });

  test("to somebody without the privilege, before anything is said of coverage", () => {
    const grant = {
      ...DEFAULT_PRIVILEGES.user,
      softwareAndServices: "none",
      role: "user",
      validThrough: null,
    } as const;
    const decision = decide({ person: { grant, program: "PA" }, today: "2010-08-01" });
    const refusal = {
      reason: "permission_required",
      rule: "BR-44",
      privilege: "softwareAndServices",
      needed: "download",
    } as const;
    assert.deepEqual(decision, refuse(refusal));
  });

  test("of a version that is not out yet, naming its day", () => {
    const decision = decide({ file: { availableOn: "2010-07-31", state: "available" }, today: "2010-07-30" });
    assert.deepEqual(
      decision,
      refuse({ reason: "not_released_yet", rule: "DOMAIN 3.14.5", availableOn: "2010-07-31" }),
    );
  });

  for (const state of ["awaited", "rejected"] as const) {
    test(`of a file that is ${state}`, () => {
      assert.deepEqual(
        decide({ file: { availableOn: "2008-09-26", state } }),
        refuse({ reason: "file_awaited", rule: null }),
      );
    });
  }
});

test("lapse, right and program are about rights; what is not there yet is not", () => {
  const lapse = { reason: "no_active_subscription", rule: "BR-56", coveredThrough: null } as const;
  assert.equal(isAboutRights(lapse), true);
  assert.equal(isAboutRights({ reason: "file_awaited", rule: null }), false);
});

/** WebSphere Application Server 7.0, ordered 2009-07-10, wanted by a site's primary contact. */
function decide(change: Partial<Wish>, program: Program = "PA") {
  const today = change.today ?? "2010-03-01";
  return decideDownload({
    person: { grant: { ...DEFAULT_PRIVILEGES.primary, role: "primary", validThrough: null }, program },
    coverage: { coveredThrough: "2010-07-31", isActive: today <= "2010-07-31" },
    file: { availableOn: "2008-09-26", state: "available" },
    ...change,
    today,
  });
}
