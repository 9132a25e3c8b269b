/**
 * W10: the daily run over a million coverage lines of 100,000 sites: on a usual day on which a twelfth of the sites get
 * their quote, on the worst on which all do, and on a quiet one. Ten lines a site; each quote is mailed to the customer
 * and to the reseller.
 *
 * `--lines N` takes N lines instead of a million. `pgSeconds` is the processor time of PostgreSQL's part: on a shared
 * machine it says more than the clock. What is per line is held against a hundredth of the size, of the usual day.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { fixedClock } from "../src/platform/clock.ts";
import { readConfig } from "../src/platform/config.ts";
import { systemContext } from "../src/platform/context.ts";
import { openPortal } from "../src/portal.ts";
import { runRenewals } from "../src/renewals/index.ts";
import { type Figure, report } from "./figures.ts";
import { openStage, type Stage } from "./stage.ts";

const LINES_A_SITE = 10;
const at = process.argv.indexOf("--lines");
const MOST = at < 0 ? 1_000_000 : Number(process.argv[at + 1]);

const figures: Figure[] = [];
const figure = (name: string, value: number, unit: string) => figures.push({ name, value, unit });

await measure(Math.max(1_000, MOST / 100), 12, ""); // the code is compiled, the queue's tables are warm
const small = await measure(Math.max(1_000, MOST / 100), 12, "small");
const usual = await measure(MOST, 12, "usual");
await measure(MOST, 1, "worst");
figure("usual.timePerLineToSmall", usual / small, "ratio");
report("W10", figures);

/** Microseconds a line on the day on which the sites of one of `groups` months get their quotes. */
async function measure(lines: number, groups: number, name: string): Promise<number> {
  const stage = await openStage();
  try {
    await fill(stage, lines / LINES_A_SITE, groups);
    const config = readConfig({ CARNET_DATA: join(stage.folder, "data"), CARNET_DEMO: "none" });
    const clock = fixedClock("2009-12-31T03:00:00Z");
    const log = pino({ level: "fatal" });
    const { portal, close } = await openPortal(config, stage.connection, { log, clock });
    const run = () => timed(stage, () => runRenewals(systemContext(portal, "bench")));
    const quiet = await run();
    clock.set("2010-01-01T03:00:00Z");
    const busy = await run();
    const again = await run();
    await close();
    const sites = lines / LINES_A_SITE;
    if (busy.value.failures.length > 0 || busy.value.sites < sites)
      throw new Error(JSON.stringify(busy.value));
    if (name !== "") {
      figure(`${name}.lines`, lines, "lines");
      figure(`${name}.quotes`, busy.value.issued, "quotes");
      figure(`${name}.run`, busy.seconds, "s");
      figure(`${name}.pgSeconds`, busy.pgSeconds, "s");
      figure(`${name}.rss`, busy.rssMiB, "MiB");
      figure(`${name}.perLine`, (busy.seconds / lines) * 1e6, "us");
      figure(`${name}.quietDay`, quiet.seconds, "s");
      figure(`${name}.sameDayAgain`, again.seconds, "s");
    }
    return (busy.seconds / lines) * 1e6;
  } finally {
    await stage.close();
  }
}

async function timed<Value>({ folder }: Stage, work: () => Promise<Value>) {
  let rss = 0;
  const watch = setInterval(() => (rss = Math.max(rss, process.memoryUsage.rss())), 20);
  const before = backendSeconds(folder);
  const start = performance.now();
  const value = await work();
  const seconds = (performance.now() - start) / 1000;
  clearInterval(watch);
  return { value, seconds, pgSeconds: backendSeconds(folder) - before, rssMiB: rss / 2 ** 20 };
}

/** Processor time of every PostgreSQL process of this run, in seconds. */
function backendSeconds(folder: string): number {
  const pid = readFileSync(join(folder, "postgres/data/postmaster.pid"), "utf8").split("\n")[0] ?? "";
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  const ticks = children.map((child) => {
    const parts = readFileSync(`/proc/${child}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return Number(parts[11]) + Number(parts[12]);
  });
  return ticks.reduce((sum, each) => sum + each, 0) / 100;
}

/** Twenty products; sites of which one in ten is an Express site; the anniversaries of `groups` months in turn. */
async function fill({ run }: Stage, sites: number, groups: number): Promise<void> {
  const site = "lpad(n::text, 6, '0')";
  await run(`insert into products (code, name, brand, product_group, description, key_scheme, renewal_keys)
    select 'p' || n, 'Product ' || n, 'Brand', 'Group', '', 'none', false from generate_series(0, 19) n`);
  await run(`insert into parts (number, product_code, kind, programs, service_months, description)
    select kind || lpad(n::text, 4, '0'), 'p' || n, word, '{PA,PAE}', 12, word
      from generate_series(0, 19) n, (values ('D', 'license'), ('E', 'renewal')) kinds(kind, word)`);
  await run(`insert into prices (part_number, currency, level, valid_from, amount)
    select 'E' || lpad(n::text, 4, '0'), 'JPY', level, '2007-01-01', 1000 + n
      from generate_series(0, 19) n, unnest(array['BL', 'D', 'E']) level`);
  await run(`insert into agreements (id, number, program, customer_id, level)
    select 'agreement_b' || n, (10000000 + n)::text, 'PA', 'customer_aoba', 'D' from generate_series(0, ${sites} / 10) n`);
  await run(`insert into agreement_levels (agreement_id, valid_from, level, source)
    select id, '1900-01-01', 'D', 'feed' from agreements where id like 'agreement_b%'`);
  await run(`insert into sites (id, number, program, agreement_id, customer_id, name, country, language, registered_on,
                                contact_given_name, contact_family_name, contact_email, contact_email_key,
                                reseller_name, reseller_email, first_ordered_on, documents_due)
    select 'site_b' || ${site}, '3' || ${site}, case when n % 10 = 0 then 'PAE' else 'PA' end,
           case when n % 10 > 0 then 'agreement_b' || n / 10 end, 'customer_aoba', 'Site ' || n, 'JP', 'ja', '2008-01-01',
           'Hana', 'Mori', 's' || n || '@site.example', 's' || n || '@site.example', 'Partner ' || n % 500,
           'p' || n % 500 || '@partner.example', date '2008-03-05' + make_interval(months => n % ${groups}), false
      from generate_series(1, ${sites}) n`);
  await run(`create temporary table fresh as
    select 'site_b' || ${site} as site_id, n, l, l / 5 as o,
           case when n % 10 = 0 or l < 5 then 0 else l end as later, (n + l) % 20 as p, n % ${groups} as g
      from generate_series(1, ${sites}) n, generate_series(0, ${LINES_A_SITE - 1}) l`);
  await run(`insert into orders (id, site_id, number, ordered_on, revision, booked_at, proof_due)
    select distinct 'order_b' || n || 'x' || o, site_id, 'B-' || n || '-' || o, date '2009-03-05', 1,
           timestamptz '2009-03-05', false from fresh order by 2`);
  await run(`insert into order_lines (id, site_id, order_id, line, part_number, quantity)
    select 'oline_b' || n || 'x' || l, site_id, 'order_b' || n || 'x' || o, l % 5 + 1, 'D' || lpad(p::text, 4, '0'), 5
      from fresh order by site_id`);
  const ends = "(date '2010-03-31' + 1 + make_interval(months => g + later) - interval '1 day')::date";
  await run(`insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on,
                                            part_number, product_code, product_name, quantity, covered_from, covered_through)
    select 'line_b' || n || 'x' || l, site_id, 'order_b' || n || 'x' || o, 'oline_b' || n || 'x' || l, 'B-' || n || '-' || o,
           l % 5 + 1, '2009-03-05', 'D' || lpad(p::text, 4, '0'), 'p' || p, 'Product ' || p, 5, '2009-03-05', ${ends}
      from fresh order by site_id`);
  await run(`insert into coverage_periods (line_id, site_id, covered_from, covered_through, kind, order_line_id)
    select 'line_b' || n || 'x' || l, site_id, '2009-03-05', ${ends}, 'license', 'oline_b' || n || 'x' || l
      from fresh order by site_id`);
  await run("drop table fresh");
  await run("vacuum analyze");
}
