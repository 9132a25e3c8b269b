/**
 * W1 and W2: a page of 50 of a site's 100,000 entitlements, filtered and sorted, rights and row-level security on;
 * and page 200 by cursor against page 1. Beside a bare server doing the same reads behind the same walls in the same
 * run; the ratio is the middle one of the rounds, in which the two take turns.
 */
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { CAST } from "../test/cast.ts";
import { median, report } from "./figures.ts";
import { ask } from "./load.ts";
import { openStage, type Served, type Stage } from "./stage.ts";

const LINES = 100_000;
const WARM = 6_000;
const ROUNDS = 5;
const SECONDS = 3;

const stage = await openStage();
try {
  await fill(stage);
  const token = await signIn(stage);
  const portal = await stage.serve("portal.ts");
  const bare = await stage.serve("bare.ts");
  try {
    await measure(portal, bare, { cookie: `carnet=${token}` });
  } finally {
    await portal.stop();
    await bare.stop();
  }
} finally {
  await stage.close();
}

async function measure(portal: Served, bare: Served, headers: Record<string, string>): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const base = `/v1/sites/${CAST.aoba}/entitlements`;
  const ours = `${base}?product=was&status=active&sort=coveredThrough`;
  const theirs = `${base}?product=was&today=${today}`;
  const deep = `${ours}&after=${encodeURIComponent(await cursorOf(portal, ours, headers))}`;
  const bareDeep = `${theirs}&after=${encodeURIComponent(await cursorOf(bare, theirs, headers))}`;
  const rounds = {
    cost: [] as number[],
    bareCost: [] as number[],
    portal: [] as number[],
    bare: [] as number[],
    p50: [] as number[],
    deep: [] as number[],
    bareDeep: [] as number[],
  };
  await warm(portal, [ours, deep], headers);
  await warm(bare, [theirs, bareDeep], headers);
  for (let round = 0; round < ROUNDS; round++) {
    const [first, cost] = await askAndCost(portal, ours, headers);
    const [plain, bareCost] = await askAndCost(bare, theirs, headers);
    const far = await ask({ port: portal.port, paths: [deep], headers, seconds: SECONDS });
    const bareFar = await ask({ port: bare.port, paths: [bareDeep], headers, seconds: SECONDS });
    if (first.failures + plain.failures + far.failures + bareFar.failures > 0)
      throw new Error("a server answered badly");
    rounds.cost.push(cost);
    rounds.bareCost.push(bareCost);
    rounds.portal.push(first.perSecond);
    rounds.bare.push(plain.perSecond);
    rounds.p50.push(first.p50);
    rounds.deep.push(far.p50);
    rounds.bareDeep.push(bareFar.p50);
  }
  report("W1", [
    { name: "portal", value: median(rounds.portal), unit: "pages/s" },
    { name: "bare", value: median(rounds.bare), unit: "pages/s" },
    {
      name: "ratio",
      value: median(rounds.portal.map((each, i) => each / (rounds.bare[i] ?? 0))),
      unit: "of_bare",
    },
    { name: "portal_processor", value: median(rounds.cost), unit: "us/page" },
    { name: "bare_processor", value: median(rounds.bareCost), unit: "us/page" },
  ]);
  report("W2", [
    { name: "page1", value: median(rounds.p50), unit: "ms" },
    { name: "page200", value: median(rounds.deep), unit: "ms" },
    { name: "bare_page200", value: median(rounds.bareDeep), unit: "ms" },
    { name: "ratio", value: median(rounds.deep) / median(rounds.p50), unit: "of_page_1" },
  ]);
}

/** Until V8 has compiled what is asked often: on a shared machine that is a number of requests, not a time. */
async function warm({ port }: Served, paths: string[], headers: Record<string, string>): Promise<void> {
  for (let asked = 0; asked < WARM; )
    asked += 2 * (await ask({ port, paths, headers, seconds: 2 })).perSecond;
}

/** The load, and the processor time that a page takes of the server's own process, in microseconds. */
async function askAndCost({ port, pid }: Served, path: string, headers: Record<string, string>) {
  const before = processorOf(pid);
  const answered = await ask({ port, paths: [path], headers, seconds: SECONDS });
  return [answered, (processorOf(pid) - before) / (answered.perSecond * SECONDS)] as const;
}

/** User and system time of a process and its threads. Linux counts it in hundredths of a second. */
function processorOf(pid: number): number {
  const parts = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(parts[11]) + Number(parts[12])) * 10_000;
}

/** The cursor that leads to page 200, found by turning the pages. */
async function cursorOf({ port }: Served, path: string, headers: Record<string, string>): Promise<string> {
  let after = "";
  for (let page = 1; page < 200; page++) {
    const reply = await fetch(
      `http://127.0.0.1:${port}${path}${after === "" ? "" : `&after=${encodeURIComponent(after)}`}`,
      { headers },
    );
    const { next } = (await reply.json()) as { next: string | null };
    if (next === null) throw new Error(`page ${page} is the last`);
    after = next;
  }
  return after;
}

async function signIn({ run }: Stage): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest("hex");
  await run(`insert into sessions (id, token_hash, person_id, started_at, last_seen_at, proved_at, expires_at)
             values ('session_bench', '\\x${hash}', '${CAST.hana}', now(), now(), now(), now() + interval '1 hour')`);
  return token;
}

/** Ten lines an order, six of ten active, half of each product. */
async function fill({ run }: Stage): Promise<void> {
  await run(`insert into orders (id, site_id, number, ordered_on, revision, booked_at, proof_due)
    select 'order_bench' || n, '${CAST.aoba}', 'B-' || n, current_date - (n % 900), 1, now(), false
      from generate_series(1, ${LINES / 10}) n`);
  await run(`insert into order_lines (id, site_id, order_id, line, part_number, quantity)
    select 'oline_bench' || n, '${CAST.aoba}', 'order_bench' || (n % ${LINES / 10} + 1), n / ${LINES / 10} + 1,
           case when n % 2 = 0 then 'D55WJLL' else 'D09LELL' end, 1 + n % 50
      from generate_series(0, ${LINES - 1}) n`);
  await run(`insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on,
                                            part_number, product_code, product_name, quantity, covered_from, covered_through)
    select 'line_bench' || n, '${CAST.aoba}', 'order_bench' || (n % ${LINES / 10} + 1), 'oline_bench' || n,
           'B-' || (n % ${LINES / 10} + 1), n / ${LINES / 10} + 1, current_date - (n % 900),
           case when n % 2 = 0 then 'D55WJLL' else 'D09LELL' end, case when n % 2 = 0 then 'was' else 'doors' end,
           case when n % 2 = 0 then 'WebSphere Application Server' else 'Rational DOORS' end, 1 + n % 50,
           current_date - (n % 900), current_date - (n % 900) + 540
      from generate_series(0, ${LINES - 1}) n`);
  await run("vacuum analyze");
}
