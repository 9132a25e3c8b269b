/**
 * W4: issuing a signed license file with its durable row and event: `POST …/license-keys` for a new host, by eight
 * members at eight sites. Beside a bare server that signs and inserts behind the same walls in the same run; the ratio is
 * the middle one of the rounds, in which the two take turns.
 *
 * Bare has what the portal has: HTTP, the same database with its durable settings and triggers, as many connections, the
 * session, the role, one row each of host, key, file and event, a signature each. Both send seven statements a file. What
 * differs is bare's lack of rules, shapes, guards and of a host's other keys, so the processor's time is told beside.
 */
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { median, report } from "./figures.ts";
import { openStage, type Served, type Stage } from "./stage.ts";

const SITES = 8;
const ROUNDS = 5;
const SECONDS = 4;
let count = 0;

interface Member {
  readonly siteId: string;
  readonly lineId: string;
  readonly cookie: string;
}

const stage = await openStage();
try {
  const members = await furnish(stage);
  const portal = await stage.serve("portal.ts");
  const bare = await stage.serve("bare-keys.ts");
  try {
    await measure(portal, bare, members);
  } finally {
    await portal.stop();
    await bare.stop();
  }
} finally {
  await stage.close();
}

async function measure(portal: Served, bare: Served, members: readonly Member[]): Promise<void> {
  await issue(portal, members, 2 * SECONDS);
  await issue(bare, members, SECONDS);
  const rounds = {
    portal: [] as number[],
    bare: [] as number[],
    p50: [] as number[],
    bareP50: [] as number[],
    cost: [] as number[],
    bareCost: [] as number[],
  };
  for (let round = 0; round < ROUNDS; round++) {
    const ours = await issue(portal, members, SECONDS);
    const theirs = await issue(bare, members, SECONDS);
    rounds.portal.push(ours.perSecond);
    rounds.bare.push(theirs.perSecond);
    rounds.p50.push(ours.p50);
    rounds.bareP50.push(theirs.p50);
    rounds.cost.push(ours.cost);
    rounds.bareCost.push(theirs.cost);
  }
  const { rows } = await stage.run(`
    select (select sum(issued) from key_pools)::int as issued, (select sum(quantity) from license_keys)::int as keys,
           (select count(*) from license_files)::int as files`);
  if (rows[0].issued !== rows[0].keys || rows[0].keys !== rows[0].files)
    throw new Error(JSON.stringify(rows[0]));
  report("W4", [
    { name: "portal", value: median(rounds.portal), unit: "files/s" },
    { name: "bare", value: median(rounds.bare), unit: "files/s" },
    {
      name: "ratio",
      value: median(rounds.portal.map((each, i) => each / (rounds.bare[i] ?? 0))),
      unit: "of_bare",
    },
    { name: "portal_p50", value: median(rounds.p50), unit: "ms" },
    { name: "bare_p50", value: median(rounds.bareP50), unit: "ms" },
    { name: "portal_processor", value: median(rounds.cost), unit: "us/file" },
    { name: "bare_processor", value: median(rounds.bareCost), unit: "us/file" },
  ]);
}

/** Each member one key after the other, each for a host of its own. */
async function issue({ port, pid }: Served, members: readonly Member[], seconds: number) {
  const before = processorOf(pid);
  const agent = new Agent({ keepAlive: true, maxSockets: members.length });
  const times: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  await Promise.all(
    members.map(async ({ siteId, lineId, cookie }) => {
      while (performance.now() < end) {
        count += 1;
        const host = { kind: "user", value: `u${count}`, name: `Host ${count}` };
        const began = performance.now();
        const status = await post(agent, port, `/v1/sites/${siteId}/license-keys`, cookie, {
          lineId,
          quantity: 1,
          host,
        });
        times.push(performance.now() - began);
        if (status !== 201) throw new Error(`a server answered ${status}`);
      }
    }),
  );
  const took = (performance.now() - start) / 1000;
  agent.destroy();
  const cost = (processorOf(pid) - before) / times.length;
  return { perSecond: times.length / took, p50: median(times), cost };
}

/** User and system time of a process, in microseconds. Linux counts it in hundredths of a second. */
function processorOf(pid: number): number {
  const parts = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(parts[11]) + Number(parts[12])) * 10_000;
}

function post(agent: Agent, port: number, path: string, cookie: string, body: object): Promise<number> {
  return new Promise((done, fail) => {
    const headers = { cookie, "content-type": "application/json" };
    const sent = request({ host: "127.0.0.1", port, path, method: "POST", headers, agent }, (reply) => {
      reply.resume();
      reply.once("end", () => done(reply.statusCode ?? 0));
    });
    sent.once("error", fail);
    sent.end(JSON.stringify(body));
  });
}

/** Sites with a primary contact each, who is in the Key Center by that, and a line of a million. */
async function furnish({ run }: Stage): Promise<Member[]> {
  const members: Member[] = [];
  await run(`insert into customers (id, country, number, name)
             select 'customer_k' || n, 'JP', (7000000 + n)::text, 'K' from generate_series(1, ${SITES}) n`);
  for (let n = 1; n <= SITES; n++) {
    const token = randomBytes(32).toString("base64url");
    const hash = createHash("sha256").update(token).digest("hex");
    await run(`
      insert into people (id, email, email_key, given_name, family_name, country, language, password_hash, state, registered_at,
                          confirmed_at)
      values ('person_k${n}', 'k${n}@k.example', 'k${n}@k.example', 'K', 'K', 'JP', 'en', '', 'active', now(), now());
      insert into sites (id, number, program, customer_id, name, street, city, region, postal_code, country, language,
                         registered_on, contact_given_name, contact_family_name, contact_email, contact_email_key,
                         primary_state, first_ordered_on, documents_due)
      values ('site_k${n}', '${7_600_000 + n}', 'PAE', 'customer_k${n}', 'K', 's', 'c', 'r', '1', 'JP', 'en', '2009-01-01', 'K',
              'K', 'k${n}@k.example', 'k${n}@k.example', 'claimed', '2009-01-01', false);
      insert into access_grants (site_id, person_id, role, software_and_services, reporting, entitlements,
                                 entitlement_allocation, manage_access, contact_update, account_documents, granted_at, granted_by)
      values ('site_k${n}', 'person_k${n}', 'primary', 'download_media_commerce', 'view', 'update', 'update', 'update', 'update',
              'view', now(), 'passcode');
      insert into orders (id, site_id, number, ordered_on, revision, booked_at)
      values ('order_k${n}', 'site_k${n}', 'K-${n}', '2009-03-12', 1, now());
      insert into order_lines (id, site_id, order_id, line, part_number, quantity)
      values ('oline_k${n}', 'site_k${n}', 'order_k${n}', 1, 'D09LELL', 1000000);
      insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on, part_number,
                                     product_code, product_name, quantity, covered_from, covered_through)
      values ('line_k${n}', 'site_k${n}', 'order_k${n}', 'oline_k${n}', 'K-${n}', 1, '2009-03-12', 'D09LELL', 'doors',
              'Rational DOORS', 1000000, '2009-03-12', '2099-03-31');
      insert into key_pools (site_id, line_id, product_code, quantity) values ('site_k${n}', 'line_k${n}', 'doors', 1000000);
      insert into sessions (id, token_hash, person_id, started_at, last_seen_at, proved_at, expires_at)
      values ('session_k${n}', '\\x${hash}', 'person_k${n}', now(), now(), now(), now() + interval '1 hour')`);
    members.push({ siteId: `site_k${n}`, lineId: `line_k${n}`, cookie: `carnet=${token}` });
  }
  return members;
}
