/**
 * Online licensing. W3: validations (80 % found, 10 % expired, 10 % unknown) beside a bare Fastify with one indexed SELECT
 * in the same run. W6: 200 clients for 50 seats. And check-outs with 1,000,000 leases live beside 1,000.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { crc32 } from "node:zlib";
import { CAST } from "../test/cast.ts";
import { drawn, machine } from "../test/licensing.ts";
import { median, report } from "./figures.ts";
import { openStage, type Served, type Stage } from "./stage.ts";

const KEYS = 2_000;
const ROUNDS = 5;
const SECONDS = 3;
const WARM = 20_000;
const SETTINGS = {
  CARNET_LICENSING_PER_ADDRESS: 100_000_000,
  CARNET_LICENSING_UNKNOWN: 100_000_000,
  CARNET_LICENSING_PER_KEY: 100_000_000,
};
for (const [name, value] of Object.entries(SETTINGS)) process.env[name] = String(value);

const COLUMNS = `id, site_id, line_id, order_number, part_number, product_code, product_name, delivery, lock, kind, scheme,
  covered_through, quantity, issued_at, issued_by, expires_at, secret_hash, sealed_secret`;

/** Made before: what is measured is the server. */
const prepared = Array.from({ length: 10 * KEYS }, (_, number) => questionOf(number));

let draws = 0;
const stage = await openStage();
try {
  await fill(stage);
  const portal = await stage.serve("portal.ts");
  const bare = await stage.serve("bare-licensing.ts");
  try {
    await validations(portal, bare);
    await bare.stop();
    await crowd(portal);
    await many(stage, portal);
  } finally {
    await portal.stop();
    await bare.stop();
  }
} finally {
  await stage.close();
}

/** As the portal makes them, and the same each time. */
function secretOf(kind: string, number: number): string {
  const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  const text = `carnet_lic_${createHash("sha256").update(`${kind} ${number}`).digest("hex").slice(0, 27)}`;
  const sum = crc32(text);
  return text + Array.from({ length: 6 }, (_, i) => BASE62[Math.floor(sum / 62 ** (5 - i)) % 62]).join("");
}

async function addKey(
  { run }: Stage,
  {
    id,
    secret,
    lock,
    quantity,
    isOver,
  }: { id: string; secret: string; lock: string; quantity: number; isOver: boolean },
) {
  const hash = createHash("sha256").update(secret).digest("hex");
  const end = isOver ? "now() - interval '1 day'" : "null";
  await run(`insert into license_keys (${COLUMNS}) values ('${id}', '${CAST.aoba}', '${CAST.aobaDoors}', 'SO-4700', 'D09LELL', 'doors',
    'Rational DOORS', 'online', '${lock}', '${isOver ? "emergency" : "permanent"}', 'date-based', '2010-03-31', ${quantity}, now(), 'bench',
    ${end}, '\\x${hash}', '\\x00')`);
}

async function fill(at: Stage): Promise<void> {
  await at.run(`insert into key_pools (site_id, line_id, product_code, quantity, excess)
                values ('${CAST.aoba}', '${CAST.aobaDoors}', 'doors', 10, 100000000)`);
  for (let number = 0; number < KEYS; number++) {
    await addKey(at, {
      id: `key_found${number}`,
      secret: secretOf("found", number),
      lock: "node-locked",
      quantity: 5,
      isOver: false,
    });
    await addKey(at, {
      id: `key_over${number}`,
      secret: secretOf("over", number),
      lock: "node-locked",
      quantity: 5,
      isOver: true,
    });
  }
  await at.run(`insert into activations (site_id, id, license_key_id, machine, name, activated_at)
    select site_id, 'activation_' || license_key_id, license_key_id, '${machine(1)}', '', now() from seats where license_key_id like 'key_found%'`);
  await at.run("update seats set used = 1 where license_key_id like 'key_found%'");
  await at.run("vacuum analyze");
}

interface Question {
  readonly method: "POST" | "DELETE";
  readonly path: string;
  readonly body: object;
}

function ask(
  { port }: Served,
  { method, path, body }: Question,
  agent: Agent,
): Promise<{ status: number; body: string }> {
  const text = JSON.stringify(body);
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
  return new Promise((done, fail) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers, agent }, (reply) => {
      let said = "";
      reply.setEncoding("utf8").on("data", (part) => (said += part));
      reply.once("end", () => done({ status: reply.statusCode ?? 0, body: said }));
    });
    sent.once("error", fail);
    sent.end(text);
  });
}

/** Of ten questions eight find a key, one finds one whose time is over, one finds none. */
function questionOf(number: number): object {
  const one = Math.floor(number / 10) % KEYS;
  const kind = number % 10 === 8 ? "over" : number % 10 === 9 ? `none ${number}` : "found";
  return {
    key: secretOf(kind, kind === "found" ? number % KEYS : one),
    machine: machine(1),
    product: "doors",
  };
}

async function load(server: Served, seconds: number, most = Number.POSITIVE_INFINITY) {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const before = processorOf(server.pid);
  const start = performance.now();
  let asked = 0;
  const one = async () => {
    while (performance.now() - start < seconds * 1000 && asked < most) {
      const { status } = await ask(
        server,
        {
          method: "POST",
          path: "/v1/licensing/validations",
          body: prepared[asked++ % prepared.length] ?? {},
        },
        agent,
      );
      if (status !== 200) throw new Error(`a validation was answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, one));
  agent.destroy();
  const took = (performance.now() - start) / 1000;
  return { perSecond: asked / took, cost: (processorOf(server.pid) - before) / asked };
}

/** User and system time of a process and its threads, in microseconds. Linux counts it in hundredths of a second. */
function processorOf(pid: number): number {
  const parts = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(parts[11]) + Number(parts[12])) * 10_000;
}

async function validations(portal: Served, bare: Served): Promise<void> {
  for (const server of [portal, bare]) await load(server, 60, WARM);
  const rounds = {
    portal: [] as number[],
    bare: [] as number[],
    cost: [] as number[],
    bareCost: [] as number[],
  };
  for (let round = 0; round < ROUNDS; round++) {
    const ours = await load(portal, SECONDS);
    const theirs = await load(bare, SECONDS);
    rounds.portal.push(ours.perSecond);
    rounds.bare.push(theirs.perSecond);
    rounds.cost.push(ours.cost);
    rounds.bareCost.push(theirs.cost);
  }
  report("W3", [
    { name: "portal", value: median(rounds.portal), unit: "validations/s" },
    { name: "bare", value: median(rounds.bare), unit: "validations/s" },
    {
      name: "ratio",
      value: median(rounds.portal.map((each, at) => each / (rounds.bare[at] ?? 0))),
      unit: "of_bare",
    },
    { name: "portal_processor", value: median(rounds.cost), unit: "us/validation" },
    { name: "bare_processor", value: median(rounds.bareCost), unit: "us/validation" },
    { name: "portal_per_core", value: 1_000_000 / median(rounds.cost), unit: "validations/s/core" },
  ]);
}

function checkout(key: string, of: number): Question {
  const body = { key, machine: machine(of), nonce: drawn(++draws), attempt: drawn(++draws) };
  return { method: "POST", path: "/v1/licensing/leases", body };
}

async function crowd(portal: Served): Promise<void> {
  const times: number[] = [];
  let exact = true;
  for (let round = 0; round < ROUNDS; round++) {
    const secret = secretOf("crowd", round);
    await addKey(stage, { id: `key_crowd${round}`, secret, lock: "floating", quantity: 50, isOver: false });
    const agent = new Agent({ keepAlive: true, maxSockets: 200 });
    const all = await Promise.all(
      Array.from({ length: 200 }, async (_, of) => {
        const start = performance.now();
        const { status } = await ask(portal, checkout(secret, of), agent);
        times.push(performance.now() - start);
        return status;
      }),
    );
    agent.destroy();
    const counted = [201, 409].map((status) => all.filter((each) => each === status).length);
    exact &&= counted[0] === 50 && counted[1] === 150;
  }
  times.sort((a, b) => a - b);
  report("W6", [
    { name: "exactly_50", value: exact ? 1 : 0, unit: "of_1" },
    { name: "p50", value: times[Math.floor(times.length * 0.5)] ?? 0, unit: "ms" },
    { name: "p95", value: times[Math.floor(times.length * 0.95)] ?? 0, unit: "ms" },
  ]);
}

/** Half of the leases on one key with seats to spare, half on twenty thousand others. */
async function many(at: Stage, portal: Served): Promise<void> {
  const secret = secretOf("many", 0);
  await addKey(at, { id: "key_many", secret, lock: "floating", quantity: 10_000_000, isOver: false });
  const latency: number[][] = [];
  for (const [from, to] of [
    [0, 1_000],
    [1_000, 1_000_000],
  ] as const) {
    await at.run(`insert into leases (site_id, id, license_key_id, machine, nonce, checkout_attempt, attempt, kind, lasts_seconds, started_at,
        issued_at, expires_at)
      select '${CAST.aoba}', 'lease_many' || n, case when n % 2 = 0 then 'key_many' else 'key_found' || (n % ${KEYS}) end,
             'machine-' || lpad(n::text, 12, '0'), 'nonce-' || lpad(n::text, 16, '0'), 'attempt-' || lpad(n::text, 16, '0'),
             'attempt-' || lpad(n::text, 16, '0'), 'floating', 86400, now(), now(), now() + interval '1 day' + n * interval '1 ms'
        from generate_series(${from}, ${to - 1}) n`);
    await at.run(
      "update seats set used = (select count(*) from leases where license_key_id = 'key_many') where license_key_id = 'key_many'",
    );
    await at.run("vacuum analyze leases");
    await at.run("checkpoint");
    latency.push(await checkouts(portal, secret, to));
  }
  const [few = [], lots = []] = latency.map((times) => times.sort((a, b) => a - b));
  report("leases", [
    { name: "checkout_at_1k", value: median(few), unit: "ms" },
    { name: "checkout_at_1M", value: median(lots), unit: "ms" },
    { name: "ratio", value: median(lots) / median(few), unit: "of_1k" },
  ]);
}

async function checkouts(portal: Served, secret: string, base: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  for (let of = 0; of < 1_200; of++) {
    const start = performance.now();
    const { status } = await ask(portal, checkout(secret, base + of), agent);
    if (status !== 201) throw new Error(`a check-out was answered ${status}`);
    if (of >= 200) times.push(performance.now() - start);
  }
  agent.destroy();
  return times;
}
