/**
 * BAR 38: two hundred people sign in at once. No more than four passwords are hashed at a time, so memory stays below
 * four times 20 MiB more than what two hundred sign-ins need beside their hashes. That is measured by as many sign-ins
 * of one address, which are hashed one at a time, less that one hash. Whom the queue does not hold gets a 503 that says
 * when to come again.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { Agent, type IncomingMessage, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Figure, median, report } from "./figures.ts";
import { openStage } from "./stage.ts";

const AT_ONCE = 200;
const ROUNDS = 5;
const WARM_ROUNDS = 5;
/** As `platform/hashing.ts` has it. */
const HASHES_AT_ONCE = 4;
const MIB_A_HASH = 20;
/** 19,456 KiB. */
const MIB_OF_ONE = 19;

const stage = await openStage();
try {
  const portal = await stage.serve("portal.ts");
  try {
    report("sign-ins", await measure(portal.port, portal.pid));
  } finally {
    await portal.stop();
  }
} finally {
  await stage.close();
}

async function measure(port: number, pid: number): Promise<Figure[]> {
  for (let i = 0; i < WARM_ROUNDS; i++) await burst(port, (n) => `warm${i}-${n}@aoba.example`);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const base = (await peakOf(pid, () => burst(port, () => "one@aoba.example"))) - MIB_OF_ONE;
    let replies: Reply[] = [];
    let began = 0;
    const peak = await peakOf(pid, async () => {
      began = performance.now();
      replies = await burst(port, (i) => `round${round}-${i}@aoba.example`);
    });
    const took = performance.now() - began;
    rounds.push({ took, base, peak, ...judged(replies) });
  }
  const most = HASHES_AT_ONCE * MIB_A_HASH;
  const grown = median(rounds.map((each) => each.peak - each.base)); // each against the base measured just before
  if (grown >= most) process.exitCode = 1; // told below, and red
  return [
    { name: "compared", value: median(rounds.map((each) => each.compared)), unit: `of_${AT_ONCE}` },
    { name: "told_to_come_again", value: median(rounds.map((each) => each.later)), unit: `of_${AT_ONCE}` },
    { name: "memory_grown", value: grown, unit: `MiB_of_${most}` },
    { name: "burst", value: median(rounds.map((each) => each.took)), unit: "ms" },
  ];
}

interface Reply {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

/** Everybody is compared, or told when to come again; nothing else happens to anybody. */
function judged(replies: readonly Reply[]) {
  const compared = replies.filter(({ status }) => status === 401).length;
  const later = replies.filter(({ status, retryAfter }) => status === 503 && Number(retryAfter) > 0).length;
  if (compared + later !== AT_ONCE) throw new Error(`answers: ${JSON.stringify(replies)}`);
  if (compared < 1 || later < 1) throw new Error(`compared ${compared}, later ${later}`);
  return { compared, later };
}

/** What the process needs at most meanwhile. */
async function peakOf(pid: number, work: () => Promise<unknown>): Promise<number> {
  await sleep(500);
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
  await work();
  return mebibytes(pid, "VmHWM");
}

async function burst(port: number, emailOf: (i: number) => string): Promise<Reply[]> {
  await stage.run("truncate spendings, sign_in_locks"); // two hundred people are not one network address
  const agent = new Agent({ maxSockets: AT_ONCE });
  const all = Array.from({ length: AT_ONCE }, (_, i) => signIn({ port, agent }, emailOf(i)));
  const replies = await Promise.all(all);
  agent.destroy();
  return replies;
}

function signIn({ port, agent }: { port: number; agent: Agent }, email: string): Promise<Reply> {
  const body = JSON.stringify({ email, password: "wrong-horse-battery" });
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  return new Promise((done, fail) => {
    const path = "/v1/session";
    const sent = request({ host: "127.0.0.1", port, path, method: "POST", headers, agent });
    sent.once("response", (reply: IncomingMessage) => {
      reply.resume();
      reply.once("end", () =>
        done({ status: reply.statusCode ?? 0, retryAfter: reply.headers["retry-after"] }),
      );
    });
    sent.once("error", fail);
    sent.end(body);
  });
}

function mebibytes(pid: number, name: "VmHWM"): number {
  const line = readFileSync(`/proc/${pid}/status`, "utf8").match(new RegExp(`^${name}:\\s+(\\d+) kB`, "m"));
  return Number(line?.[1]) / 1024;
}
