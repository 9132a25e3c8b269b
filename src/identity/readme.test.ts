/** What README.md says of times and tries is what the portal does. ASVS 6.1.1, 6.1.3, 7.1.1. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { RECOVERY } from "./factors/codes.rules.ts";
import { CHALLENGE_MINUTES } from "./factors/passkeys.authorize.ts";
import { PROOF_MINUTES } from "./security/own.operations.ts";
import { STEP_MINUTES } from "./sessions/operations.ts";
import { keptCookieOptions, LOCK, SESSION } from "./sessions/rules.ts";

const text = readFileSync("src/identity/README.md", "utf8");

test("times and tries are as they are written down", () => {
  const { idle, longestHours } = SESSION;
  const days = keptCookieOptions({ baseUrl: "https://portal.example" }).maxAge / 86_400;
  const rows = [
    `| session, unused | ${idle.minutes} minutes; staff ${idle.staffMinutes} |`,
    `| session, in all | ${longestHours} hours |`,
    `| proof for a grave act | ${PROOF_MINUTES} minutes |`,
    `| lock after five wrong tries | ${LOCK.lockMinutes} minutes |`,
    `| second step, passkey challenge | ${STEP_MINUTES} minutes |`,
    `| a browser that is known | ${days} days |`,
  ];
  for (const row of rows) assert.ok(text.includes(row), row);
  assert.deepEqual(
    [LOCK.most, STEP_MINUTES, RECOVERY.codes * RECOVERY.length * 5],
    [5, CHALLENGE_MINUTES, 800],
  );
});
