/**
 * W14: a page of a site's people, as long in a site of 10,000 as in one of 10: each order, both ways, first page and one in
 * the middle. The same question of ten rows goes to both sites in turns, in the same run; the ratio is the middle one.
 */
import { createHash, randomBytes } from "node:crypto";
import { CAST } from "../test/cast.ts";
import { median, report } from "./figures.ts";
import { ask } from "./load.ts";
import { openStage, type Served, type Stage } from "./stage.ts";

const MANY = 10_000;
const FEW = 10;
const ROUNDS = 11;
const SECONDS = 0.4;
const WARM = 3_000;
const SORTS = ["name", "-name", "email", "role", "-lastSeenOn", "grantedAt"];
const TARGET = 1.2;

const stage = await openStage();
try {
  await fill(stage);
  const cookies = [await signIn(stage, CAST.hana), await signIn(stage, CAST.seoyeon)] as const;
  const portal = await stage.serve("portal.ts");
  try {
    await measure(portal, cookies);
  } finally {
    await portal.stop();
  }
} finally {
  await stage.close();
}

async function measure({ port }: Served, [few, many]: readonly [string, string]): Promise<void> {
  const asked = (siteId: string, sort: string) => `/v1/sites/${siteId}/members?limit=10&sort=${sort}`;
  const small = { port, headers: { cookie: few } };
  const large = { port, headers: { cookie: many } };
  for (let warmed = 0; warmed < WARM; ) {
    for (const [site, reader] of [
      [CAST.aoba, small],
      [CAST.hangang, large],
    ] as const) {
      const paths = SORTS.map((sort) => asked(site, sort));
      warmed += 2 * (await ask({ ...reader, paths, seconds: 2 })).perSecond;
    }
  }
  const ratios: number[] = [];
  for (const sort of SORTS) {
    const path = asked(CAST.hangang, sort);
    const middle = `${path}&after=${encodeURIComponent(await cursorOf(port, path, many))}`;
    const rounds = { few: [] as number[], first: [] as number[], middle: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      rounds.few.push(await timeOf(small, asked(CAST.aoba, sort)));
      rounds.first.push(await timeOf(large, path));
      rounds.middle.push(await timeOf(large, middle));
    }
    const ratio = (of: readonly number[]) => median(of.map((each, i) => each / (rounds.few[i] ?? 0)));
    ratios.push(ratio(rounds.first), ratio(rounds.middle));
    report(`W14_${sort.replace("-", "by_")}`, [
      { name: "ten_members", value: median(rounds.few), unit: "ms" },
      { name: "ratio_first", value: ratio(rounds.first), unit: "of_ten_members" },
      { name: "ratio_middle", value: ratio(rounds.middle), unit: "of_ten_members" },
    ]);
  }
  report("W14", [
    { name: "ratio_middle_of_all", value: median(ratios), unit: "of_ten_members" },
    { name: "ratio_worst", value: Math.max(...ratios), unit: "of_ten_members" },
    { name: "target", value: TARGET, unit: "of_ten_members" },
  ]);
}

/** The mean time of a page, one after the other: what a reader waits for. */
async function timeOf(
  reader: { port: number; headers: Record<string, string> },
  path: string,
): Promise<number> {
  const { perSecond, failures } = await ask({ ...reader, paths: [path], seconds: SECONDS, connections: 1 });
  if (failures > 0) throw new Error(`the server answered badly: ${path}`);
  return 1000 / perSecond;
}

/** The cursor in the middle of the list, found by turning the longest pages. */
async function cursorOf(port: number, path: string, cookie: string): Promise<string> {
  let after = "";
  for (let page = 0; page < MANY / 2 / 200; page++) {
    const long = path.replace("limit=10&", "limit=200&");
    const url = `http://127.0.0.1:${port}${long}${after === "" ? "" : `&after=${encodeURIComponent(after)}`}`;
    const reply = await fetch(url, { headers: { cookie } });
    const { next } = (await reply.json()) as { next: string | null };
    if (next === null) throw new Error("the list is shorter than it should be");
    after = next;
  }
  return after;
}

async function signIn({ run }: Stage, personId: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest("hex");
  await run(`insert into sessions (token_hash, id, person_id, started_at, last_seen_at, expires_at, proved_at)
             values ('\\x${hash}', 'session_${hash.slice(0, 26)}', '${personId}', now(), now(), now() + interval '1 hour', now())`);
  return `carnet=${token}`;
}

/** Half of them have been here, so half are listed by their names. */
async function fill({ run }: Stage): Promise<void> {
  await run(`insert into people (id, email, email_key, given_name, family_name, country, language, state, registered_at, confirmed_at)
    select 'person_bench' || n, 'p' || n || '@bench.example', 'p' || n || '@bench.example', 'Given' || n % 977, 'Family' || n % 773,
           'KR', 'ko', 'active', now(), now()
      from generate_series(1, ${MANY + FEW}) n`);
  const grants = (siteId: string, from: number, through: number) =>
    run(`insert into access_grants (site_id, person_id, role, software_and_services, reporting, entitlements, entitlement_allocation,
                                    manage_access, contact_update, account_documents, granted_at, granted_by, last_seen_on)
      select '${siteId}', 'person_bench' || n, 'user', 'download', 'none', 'none', 'none', 'none', 'none', 'none',
             now() - n * interval '1 minute', '${CAST.hana}', case when n % 2 = 0 then current_date - n % 400 end
        from generate_series(${from}, ${through}) n`);
  await grants(CAST.hangang, 1, MANY - 1);
  await grants(CAST.aoba, MANY + 1, MANY + FEW - 3);
  await run("vacuum analyze");
}
