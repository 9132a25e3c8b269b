/** The portal and its database against the model of leases. Source: BAR 12. `LIVES` and `SEED` may be set. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { LeaseModel, Memory, type Step, steps } from "../../../test/lease-model.ts";
import { countSeats, type LicensingStage, licensingStage } from "../../../test/licensing.ts";
import { closeDesk, deskOf } from "../desk/desk.documents.ts";

const SEED = Number(process.env["SEED"] ?? Date.now() % 1_000_000_000);
const LIVES = Number(process.env["LIVES"] ?? 200);
const SEATS = 2;
const DAY_MS = 86_400_000;

let stage: LicensingStage;
let count = 0;
before(async () => {
  stage = await licensingStage();
});
after(() => stage.close());

async function run(all: readonly Step[]): Promise<void> {
  const [model, memory] = [new LeaseModel(SEATS), new Memory(`m${++count}`)];
  const key = await stage.key({ quantity: SEATS });
  await closeDesk(stage.portal.portal); // each life begins on a day of its own
  const start = Date.parse("2010-03-01T00:00:00Z") + count * DAY_MS;
  const clock = { wall: start, steady: 0 };
  deskOf(stage.portal.portal).steady = () => clock.steady;
  for (const step of [{ do: "pass", program: 0, how: "plain", seconds: 0 } as const, ...all]) {
    const expected = model.next(step);
    const passed = (step.do === "pass" ? step.seconds : 1) * 1000;
    clock.steady += passed;
    clock.wall += passed + (step.do === "clock" ? step.seconds * 1000 : 0);
    stage.at(new Date(clock.wall).toISOString());
    deskOf(stage.portal.portal).time(); // a process looks at its clock more often than programs ask
    assert.equal(await act(memory, step, key.secret), expected, JSON.stringify(step));
  }
  const { used, held } = await countSeats(stage.portal, key.id);
  assert.equal(used, held);
}

async function act(memory: Memory, step: Step, key: string): Promise<string> {
  const { program } = step;
  if (step.do === "crash") memory.forget(program);
  if (step.do === "checkout") {
    const asked = memory.checkout(step);
    const isNew = step.how !== "again" || memory.of(program) === undefined;
    const reply = await stage.checkOut({ key, ...asked, ttlSeconds: 600 });
    if (reply.statusCode !== 201) return reply.json().code;
    if (isNew) memory.took(program, reply.json().leaseId, asked);
    return isNew ? "taken" : "same";
  }
  const holder = memory.holder(step);
  if (holder === undefined || (step.do !== "renew" && step.do !== "return")) return "nothing";
  const { attempt, ...asked } = { key, ...holder.asked };
  if (step.do === "return") {
    const reply = await stage.giveBack(holder.id, asked);
    return reply.statusCode === 200 ? "over" : reply.json().code;
  }
  const known = memory.of(program)?.sequence ?? 0;
  const reply = await stage.renew(holder.id, { ...asked, attempt });
  if (reply.statusCode !== 200) return reply.json().code;
  if (reply.json().sequence === known) return "same";
  memory.renewed(program, attempt);
  return "renewed";
}

test(`${LIVES} lives through the API: the portal says what the model says, seed ${SEED}`, async () => {
  console.log(`# seed ${SEED}`);
  await fc.assert(fc.asyncProperty(steps, run), { seed: SEED, numRuns: LIVES, endOnFailure: true });
});
