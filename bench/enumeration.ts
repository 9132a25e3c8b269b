/**
 * Whether an answer tells who or what exists: sign-in, password reset, first access and nomination, asked of a known and
 * an unknown one in turn, over HTTP on loopback. The bytes must be equal but for what names the request itself, and the
 * 95 % interval of the median difference of their times (by order statistics) must contain 0. Source: BAR 14, 41.
 */
import { createHash, randomBytes } from "node:crypto";
import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { passcodeFrom } from "../src/agreements/first-access/passcode.rules.ts";
import { newCode } from "../src/platform/id.ts";
import { CAST } from "../test/cast.ts";
import { type Figure, median, report } from "./figures.ts";
import { openStage, type Stage } from "./stage.ts";

const PAIRS = 200;
const WARM_UP = 20;

interface Asked {
  readonly path: string;
  readonly body: object;
  readonly cookie?: string;
}

interface Flow {
  readonly name: string;
  readonly known: (pair: number) => Asked;
  readonly unknown: (pair: number) => Asked;
  /** Between two pairs: limits are measured elsewhere. */
  readonly clear?: string;
}

const stage = await openStage();
try {
  const portal = await stage.serve("portal.ts");
  try {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const flows = await prepare(stage, (asked) => ask(asked, portal.port, agent));
    const figures: Figure[] = [];
    for (const flow of flows) figures.push(...(await measure(flow, portal.port, agent)));
    agent.destroy();
    report("enumeration", figures);
    if (figures.some(({ name, value }) => /equal_bytes|contains_zero/.test(name) && value !== 1))
      process.exitCode = 1;
  } finally {
    await portal.stop();
  }
} finally {
  await stage.close();
}

/** As many people as pairs, so that no address is locked; the unknown ones have names as long. */
async function prepare({ run }: Stage, send: (asked: Asked) => Promise<Answer>): Promise<Flow[]> {
  await run(`
    insert into people (id, email, email_key, given_name, family_name, country, language, password_hash, state,
                        registered_at, confirmed_at)
    select 'person_bench' || n, 'known' || n || '@bench.example', 'known' || n || '@bench.example', 'K', 'N', 'JP', 'en',
           password_hash, 'active', now(), now()
      from people, generate_series(1000, ${1000 + PAIRS + WARM_UP}) n
     where id = '${CAST.hana}'`);
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest("hex");
  await run(`
    insert into sessions (id, token_hash, strength, proved_at, person_id, started_at, last_seen_at, expires_at)
    values ('session_bench', '\\x${hash}', 'password', now(), '${CAST.nobody}', now(), now(), now() + interval '1 hour')`);
  const cookie = `carnet=${token}`;
  const email = (kind: string) => (pair: number) => `${kind}${1000 + pair}@bench.example`;
  const [known, unknown] = [email("known"), email("other")];
  const signIn = (of: string) => ({
    path: "/v1/session",
    body: { email: of, password: "wrong-wrong-wrong-wrong" },
  });
  const reset = (of: string) => ({ path: "/v1/password-resets", body: { email: of } });
  const passcode = passcodeFrom(newCode);
  const firstAccess = (siteNumber: string) => ({
    path: "/v1/first-access",
    body: { siteNumber, passcode },
    cookie,
  });
  const nominate = (siteNumber: string, isPrimaryContact: boolean) => ({
    path: "/v1/access-requests",
    body: { siteNumber, isPrimaryContact },
    cookie,
  });
  const requests = "delete from care_requests; delete from access_requests;";
  const [asked, onHold] = [await unknownLike("contact_review"), await unknownLike("on_hold")];
  await run(requests);
  const nomination = (name: string, numbers: [known: string, unknown: string], isContact: boolean): Flow => ({
    name: `nomination_${name}`,
    known: () => nominate(numbers[0], isContact),
    unknown: () => nominate(numbers[1], isContact),
    clear: requests,
  });
  return [
    { name: "sign_in", known: (pair) => signIn(known(pair)), unknown: (pair) => signIn(unknown(pair)) },
    { name: "reset", known: (pair) => reset(known(pair)), unknown: (pair) => reset(unknown(pair)) },
    { name: "first_access", known: () => firstAccess("7004321"), unknown: () => firstAccess("7004329") },
    nomination("asked", ["7001234", asked], false),
    nomination("on_hold", ["7004321", onHold], false),
    nomination("as_contact", ["7001234", asked], true),
  ];

  /** Whether an unknown number reads as "asked" or "on hold" is by a hash of it: one that reads as some site does. */
  async function unknownLike(state: string): Promise<string> {
    for (let number = 7001240; number < 7001260; number++) {
      const { told } = await send(nominate(String(number), false));
      await run(`delete from spendings; ${requests}`);
      if (told.includes(`"state":"${state}"`)) return String(number);
    }
    throw new Error(`no unknown number reads as ${state}`);
  }
}

async function measure(flow: Flow, port: number, agent: Agent): Promise<Figure[]> {
  const differences: number[] = [];
  const times: number[] = [];
  let unequal = "";
  for (let pair = 0; pair < WARM_UP + PAIRS; pair++) {
    await stage.run(`delete from spendings; ${flow.clear ?? ""}`);
    const isKnownFirst = Math.random() < 0.5;
    const order = isKnownFirst ? [flow.known, flow.unknown] : [flow.unknown, flow.known];
    const answers: Answer[] = [];
    for (const make of order) answers.push(await ask(make(pair), port, agent));
    const [first, second] = answers as [Answer, Answer];
    if (first.told !== second.told && unequal === "") unequal = `${first.told}\n${second.told}`;
    if (pair < WARM_UP) continue;
    differences.push(isKnownFirst ? first.ms - second.ms : second.ms - first.ms);
    times.push(first.ms, second.ms);
  }
  if (unequal !== "") console.error(`${flow.name}: the answers differ\n${unequal}`);
  const [low, high] = intervalOf(differences);
  const figure = (name: string, value: number, unit: string) => ({
    name: `${flow.name}_${name}`,
    value,
    unit,
  });
  return [
    figure("median", median(times), "ms"),
    figure("median_difference", median(differences), "ms"),
    figure("low", low, "ms"),
    figure("high", high, "ms"),
    figure("contains_zero", low <= 0 && high >= 0 ? 1 : 0, "of_1"),
    figure("equal_bytes", unequal === "" ? 1 : 0, "of_1"),
  ];
}

/** The 95 % interval of a median without any assumption: two of the sorted values, their ranks by the binomial. */
function intervalOf(values: readonly number[]): [low: number, high: number] {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const rank = Math.floor(n / 2 - (1.96 * Math.sqrt(n)) / 2);
  return [sorted[rank - 1] ?? 0, sorted[n - rank] ?? 0];
}

interface Answer {
  readonly ms: number;
  /** Status, headers and body, without what names this very request. */
  readonly told: string;
}

function ask({ path, body, cookie }: Asked, port: number, agent: Agent): Promise<Answer> {
  const payload = JSON.stringify(body);
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(payload),
    ...(cookie === undefined ? {} : { cookie }),
  };
  return new Promise((done, fail) => {
    const began = performance.now();
    const sent = request({ host: "127.0.0.1", port, path, method: "POST", headers, agent }, (reply) => {
      const parts: Buffer[] = [];
      reply.on("data", (part) => parts.push(part));
      reply.once("end", () => {
        const ms = performance.now() - began;
        const text = Buffer.concat(parts).toString();
        done({ ms, told: toldOf(reply.statusCode ?? 0, reply.headers, text) });
      });
    });
    sent.once("error", fail);
    sent.end(payload);
  });
}

/** Ids, instants and the number that was asked for differ between any two requests; nothing else may. */
function toldOf(status: number, headers: IncomingHttpHeaders, body: string): string {
  // An instant loses the zeros at its end, and with them a byte of the length.
  const { date: _, "x-request-id": __, "content-length": ___, ...rest } = headers;
  const plain = body
    .replaceAll(/\b[a-z]+_[0-9a-z]{24}\b/g, "ID")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "WHEN")
    .replaceAll(/\b(known|other)(\d+@)/g, "SOMEBODY$2")
    .replaceAll(/\b(00)?70012\d\d\b|\b(00)?70043\d\d\b/g, "NUMBER");
  return `${status} ${JSON.stringify(rest)} ${plain.length} ${plain}`;
}
