/**
 * BAR 14 and case 18: sign-in, password reset, self-nomination, first access and the request for another passcode, each
 * with an address or a number that somebody has and with one that nobody has, in turn, over real connections. Equal
 * bytes but for the request's number; and the interval that holds the difference of the medians in 95 of 100 cases,
 * which must contain 0.
 */
import { createHash, randomBytes } from "node:crypto";
import { report } from "./figures.ts";
import { openStage, type Served, type Stage } from "./stage.ts";

const PAIRS = 300;
const WARM = 30;
const RESAMPLES = 2_000;
const REI = "person_nobody";
const LIHUA = "person_lihua";

interface Pathway {
  readonly name: string;
  readonly path: string;
  /** Which of somebody's, and which of nobody's: the n-th time. */
  readonly known: (n: number) => object;
  readonly unknown: (n: number) => object;
  /** Whose session it is; null for a visitor. */
  readonly as: string | null;
}

/** People and sites enough that no limit and no lock is met: each is asked for once. */
const PATHWAYS: readonly Pathway[] = [
  {
    name: "sign-in",
    path: "/v1/session",
    known: (n) => ({ email: `known${n}@crowd.example`, password: "wrong-horse-battery" }),
    unknown: (n) => ({ email: `never${n}@crowd.example`, password: "wrong-horse-battery" }),
    as: null,
  },
  {
    name: "password-reset",
    path: "/v1/password-resets",
    known: (n) => ({ email: `known${n}@crowd.example` }),
    unknown: (n) => ({ email: `never${n}@crowd.example` }),
    as: null,
  },
  {
    name: "nomination-as-contact",
    path: "/v1/access-requests",
    known: (n) => ({ siteNumber: `70${10_000 + n}`, isPrimaryContact: true }),
    unknown: (n) => ({ siteNumber: `75${10_000 + n}`, isPrimaryContact: true }),
    as: REI,
  },
  {
    name: "nomination",
    path: "/v1/access-requests",
    known: (n) => ({ siteNumber: `70${10_000 + n}`, isPrimaryContact: false }),
    unknown: (n) => ({ siteNumber: `75${10_000 + n}`, isPrimaryContact: false }),
    as: REI,
  },
  {
    name: "first-access",
    path: "/v1/first-access",
    known: () => ({ siteNumber: "7004321", passcode: "0000-0000-0000-0" }),
    unknown: () => ({ siteNumber: "7504321", passcode: "0000-0000-0000-0" }),
    as: REI,
  },
  {
    name: "passcode-request",
    path: "/v1/passcode-requests",
    known: (n) => ({ siteNumber: `70${20_000 + n}` }),
    unknown: (n) => ({ siteNumber: `75${20_000 + n}` }),
    as: LIHUA,
  },
];

const stage = await openStage();
try {
  await fill(stage);
  const cookies: Record<string, string> = {
    [REI]: await signIn(stage, REI),
    [LIHUA]: await signIn(stage, LIHUA),
  };
  const portal = await stage.serve("portal.ts");
  try {
    let isSound = true;
    for (const pathway of PATHWAYS) {
      isSound =
        (await measure(portal, pathway, pathway.as === null ? "" : (cookies[pathway.as] ?? ""))) && isSound;
    }
    if (!isSound) process.exitCode = 1;
  } finally {
    await portal.stop();
  }
} finally {
  await stage.close();
}

async function measure(portal: Served, pathway: Pathway, cookie: string): Promise<boolean> {
  const times = { known: [] as number[], unknown: [] as number[] };
  const answers = new Set<string>();
  for (let n = -WARM; n < PAIRS; n++) {
    const order = n % 2 === 0 ? (["known", "unknown"] as const) : (["unknown", "known"] as const);
    for (const which of order) {
      await makeRoom();
      const { ms, answer } = await ask(portal, pathway, pathway[which](n + WARM), cookie);
      if (n < 0) continue;
      times[which].push(ms);
      answers.add(answer);
    }
  }
  const [low, high] = intervalOf(times.known, times.unknown);
  const isSound = answers.size === 1 && low <= 0 && high >= 0;
  if (answers.size !== 1) console.error([...answers].slice(0, 3).join("\n"));
  report(`enumeration-${pathway.name}`, [
    { name: "known", value: middle(times.known), unit: "ms" },
    { name: "unknown", value: middle(times.unknown), unit: "ms" },
    { name: "difference_from", value: low, unit: "ms" },
    { name: "difference_to", value: high, unit: "ms" },
    { name: "pairs", value: PAIRS, unit: "pairs" },
    { name: "answers", value: answers.size, unit: "kinds" },
    { name: "sound", value: isSound ? 1 : 0, unit: "1_is_yes" },
  ]);
  return isSound;
}

/** Limits are counted by address and by person: here one of each asks hundreds of times, as many people would. */
async function makeRoom(): Promise<void> {
  await stage.run("delete from spendings");
  await stage.run(`delete from access_requests where person_id = '${REI}'`);
}

async function ask(portal: Served, { path }: Pathway, body: object, cookie: string) {
  const headers = { "content-type": "application/json", ...(cookie === "" ? {} : { cookie }) };
  const start = performance.now();
  const reply = await fetch(`http://127.0.0.1:${portal.port}${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  const text = await reply.text();
  const ms = performance.now() - start;
  if (reply.status === 429 || reply.status >= 500) throw new Error(`${path}: ${reply.status} ${text}`);
  return { ms, answer: `${reply.status} ${shapeOf(reply.headers)} ${bare(text)}` };
}

/** What names this one request, or repeats what was asked, is cut out. */
function bare(text: string): string {
  return text
    .replaceAll(/(req|access|request|nomination|passcode|reset)_[0-9a-z]{20,30}/g, "id")
    .replaceAll(/\b7[05]\d{5}\b/g, "number")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "instant")
    .replaceAll(/"(contact_review|on_hold)"/g, '"either"'); // for nobody's number it is drawn: decision 0017
}

function shapeOf(headers: Headers): string {
  const changing = ["date", "x-request-id", "location", "content-length"]; // an instant is written without its last zeros
  return JSON.stringify([...headers].filter(([name]) => !changing.includes(name)));
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}

/** By drawing pairs again and again, with a seed: what they were measured beside stays together. */
function intervalOf(known: readonly number[], unknown: readonly number[]): [number, number] {
  let seed = 1;
  const draw = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const differences = Array.from({ length: RESAMPLES }, () => {
    const picks = Array.from({ length: known.length }, () => draw(known.length));
    return middle(picks.map((i) => known[i] ?? 0)) - middle(picks.map((i) => unknown[i] ?? 0));
  }).sort((a, b) => a - b);
  return [differences[RESAMPLES * 0.025] ?? 0, differences[RESAMPLES * 0.975] ?? 0];
}

async function fill({ run }: Stage): Promise<void> {
  const people = PAIRS + WARM;
  await run(`
    insert into people (id, email, email_key, given_name, family_name, country, language, password_hash, state,
                        registered_at, confirmed_at)
    select 'person_c' || n, 'known' || n || '@crowd.example', 'known' || n || '@crowd.example', 'A', 'B', 'JP', 'ja',
           password_hash, 'active', now(), now()
      from people, generate_series(0, ${people}) n
     where people.id = 'person_hana'`);
  // Sites of somebody else's, and sites whose registered contact Li-hua is: two hundred of a thousand numbers each.
  await run(`
    insert into sites (id, number, program, customer_id, name, country, language, registered_on, contact_given_name,
                       contact_family_name, contact_email, contact_email_key, primary_state, documents_due)
    select 'site_e' || number, number, 'PAE', 'customer_aoba', 'Site ' || number, 'JP', 'ja', '2009-01-01', 'A', 'B',
           'contact@crowd.example', 'contact@crowd.example', 'unclaimed', false
      from (select ('70' || n)::text as number from generate_series(10000, ${10_000 + people}) n
             union all select ('70' || n)::text from generate_series(20000, ${20_000 + people}) n) made`);
  await run("analyze");
}

async function signIn({ run }: Stage, personId: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest("hex");
  await run(`
    insert into sessions (id, token_hash, person_id, started_at, last_seen_at, expires_at, proved_at)
    values ('session_${personId.slice(7)}', '\\x${hash}', '${personId}', now(), now(), now() + interval '10 hours', now())`);
  return `carnet=${token}`;
}
