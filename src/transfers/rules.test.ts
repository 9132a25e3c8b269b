/** The machine of transfers against what DOMAIN §3.22.6–7 says of it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import {
  ACTS,
  type Act,
  follow,
  isOpen,
  isSecondExpressSite,
  isShown,
  kindOf,
  partIn,
  stateFor,
  waitsFor,
} from "./rules.ts";
import { STATES, STEPS, type State } from "./transfer.data.ts";

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
console.log(`SEED=${seed}`);
const acts = Object.keys(ACTS) as Act[];

describe("the machine", () => {
  test("whatever happens in whatever order: TRANSFERRED comes from READY alone, and what is over stays so", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...acts), { maxLength: 40 }), (happened) => {
        let state: State = "requested";
        let keysOut = true;
        for (const act of happened) {
          const before: State = state;
          const next = follow(state, act);
          if (next === null) continue;
          state = next;
          if (act === "free" || act === "normalise") keysOut = false;
          if (act === "hold") keysOut = true;
          assert.ok(isOpen(before), `${before} is over, and ${act} changed it`);
          if (state === "transferred") assert.deepEqual([before, keysOut], ["ready", false]);
          if (state === "support-case") assert.equal(before, "blocked");
          if (act === "normalise") assert.equal(before, "support-case");
        }
      }),
      { seed, numRuns: 20_000 },
    );
  });

  test("each state can be reached, and each open one can be left by cancelling and by rejecting", () => {
    const reached = new Set<State>(["requested"]);
    for (const _ of STATES)
      for (const state of [...reached])
        for (const act of acts) {
          const next = follow(state, act);
          if (next !== null) reached.add(next);
        }
    assert.deepEqual([...reached].sort(), [...STATES].sort());
    for (const state of STATES.filter(isOpen)) {
      assert.equal(follow(state, "cancel"), "cancelled");
      assert.equal(follow(state, "reject"), "rejected");
    }
  });

  test("it waits for something exactly while it is open", () => {
    const day = fc.constantFrom(null, "2010-03-01T00:00:00Z" as never);
    fc.assert(
      fc.property(fc.constantFrom(...STATES), day, day, (state, sourceConsentedAt, targetConsentedAt) => {
        const waits = waitsFor({ state, sourceConsentedAt, targetConsentedAt });
        assert.equal(waits.length > 0, isOpen(state));
        assert.equal(waits.includes("execution"), waits.length === 1 && waits[0] === "execution");
        if (waits.includes("execution")) assert.ok(sourceConsentedAt !== null && targetConsentedAt !== null);
      }),
      { seed },
    );
  });
});

describe("what the sides see", () => {
  test("the target neither sees whose keys are out nor what was done about them", () => {
    for (const state of STATES.filter(isOpen)) assert.equal(stateFor("target", state), "requested");
    const shown = STEPS.filter((step) => isShown("target", { step, side: "source" }));
    assert.deepEqual(shown, [
      "requested",
      "source-consented",
      "target-consented",
      "transferred",
      "cancelled",
      "rejected",
    ]);
    assert.ok(STEPS.every((step) => isShown("source", { step, side: "target" })));
  });
});

describe("programs and parts", () => {
  const fct = { number: "D052ALL", kind: "license", programs: ["FCT"], migratesTo: "D09LELL" } as const;
  const pa = { number: "D09LELL", kind: "license", programs: ["PA", "PAE"], migratesTo: null } as const;

  test("BR-102 D052ALL is D09LELL in PA, stays itself in FCT, and is nothing known in OEM", () => {
    assert.equal(partIn("PA", fct, pa), "D09LELL");
    assert.equal(partIn("FCT", fct, pa), "D052ALL");
    assert.equal(partIn("OEM", fct, pa), null);
    assert.equal(partIn("PA", { ...fct, migratesTo: null }, undefined), null);
  });

  test("a renewal part is no license, whatever the vendor has named", () => {
    assert.equal(partIn("PA", fct, { ...pa, kind: "renewal" }), null);
  });

  test("BR-78h Express to Express is a second site; into and out of Express is not", () => {
    assert.equal(isSecondExpressSite("PAE", "PAE"), true);
    assert.equal(isSecondExpressSite("PAE", "PA"), false);
    assert.equal(isSecondExpressSite("PA", "PAE"), false);
    assert.deepEqual(
      [kindOf("PA", "PA"), kindOf("FCT", "PA"), kindOf("PA", null)],
      ["site", "migration", null],
    );
  });
});
