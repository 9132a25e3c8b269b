/**
 * The demo vendor, loaded once: its feed, through the importer that every vendor uses; an operator and two agents; and
 * two contacts who have come in already. The others' welcome mails wait in the mailbox.
 *
 * Each step looks at what is there, so a load that was killed goes on where it stopped.
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { demoFeed, demoQuoteDay } from "../db/demo.ts";
import { makeDemoReleases } from "../db/demo-release.ts";
import type { StaffRole } from "./access/index.ts";
import { describeSession, enterPasscode } from "./agreements/index.ts";
import { askDemoKeyCenter, loadDemoKeys } from "./demo-keys.ts";
import { importFeed } from "./feeds/index.ts";
import { findPersonByEmail, registerConfirmed } from "./identity/index.ts";
import { type Context, type Portal, systemContext, today } from "./platform/context.ts";
import type { Language } from "./platform/language.ts";
import { listMails } from "./platform/mail/queue.ts";
import { readOrMake } from "./platform/secrets.ts";
import { runRenewals } from "./renewals/index.ts";
import { makeStaffMember } from "./staff/index.ts";

export interface DemoPerson {
  readonly email: string;
  readonly what: string;
  /** False: the first access is still to come, with the passcode of the welcome mail. */
  readonly isRegistered: boolean;
}

interface Person extends DemoPerson {
  readonly names: readonly [givenName: string, familyName: string, romanized: string | null];
  readonly country: string;
  readonly language: Language;
  /** The sites that this person has come in to. */
  readonly sites: readonly string[];
  readonly staffRole?: StaffRole;
}

const PEOPLE: readonly Person[] = [
  {
    email: "hana@aoba.example",
    what: "primary contact of two sites in Japan",
    isRegistered: true,
    names: ["花", "森", "Hana Mori"],
    country: "JP",
    language: "ja",
    sites: ["7001234", "7005555"],
  },
  {
    email: "grace@blueridge.example",
    what: "primary contact in the United States",
    isRegistered: true,
    names: ["Grace", "Okafor", null],
    country: "US",
    language: "en",
    sites: ["7012345"],
  },
  {
    email: "otto@vendor.example",
    what: "the vendor's operator",
    isRegistered: true,
    names: ["Otto", "Keller", null],
    country: "US",
    language: "en",
    sites: [],
    staffRole: "operator",
  },
  {
    email: "carmen@vendor.example",
    what: "the vendor's customer care",
    isRegistered: true,
    names: ["Carmen", "Ruiz", null],
    country: "US",
    language: "en",
    sites: [],
    staffRole: "care",
  },
  {
    email: "minato@vendor.example",
    what: "the vendor's customer care, a second agent",
    isRegistered: true,
    names: ["湊", "高橋", "Minato Takahashi"],
    country: "JP",
    language: "ja",
    sites: [],
    staffRole: "care",
  },
  {
    email: "seoyeon@hangang.example",
    what: "registered contact of two sites in Korea",
    isRegistered: false,
    names: ["서연", "김", "Seo-yeon Kim"],
    country: "KR",
    language: "ko",
    sites: [],
  },
  {
    email: "lihua@formosa.example",
    what: "registered contact in Taiwan",
    isRegistered: false,
    names: ["麗華", "陳", "Li-hua Chen"],
    country: "TW",
    language: "zh-TW",
    sites: [],
  },
];

export interface Demo {
  readonly people: readonly DemoPerson[];
  readonly password: string;
}

/** The demo's people share one password, made at random for this data folder. */
export function demoPassword({ config }: Portal): string {
  return readOrMake(
    join(config.dataFolder, "demo-password"),
    () => `${randomBytes(12).toString("base64url")}\n`,
  ).trim();
}

export async function loadDemo(portal: Portal): Promise<Demo> {
  const context = systemContext(portal, "demo");
  const releases = await makeDemoReleases(portal.config.releasesRoot);
  const records = demoFeed(today(context), releases);
  await importFeed(context, {
    name: "demo.jsonl",
    content: records.map((record) => `${JSON.stringify(record)}\n`),
  });
  await portal.jobs.drain();
  await runRenewals(context, { on: demoQuoteDay(today(context)), siteNumber: "7005555", beginsThen: true });
  await runRenewals(context);
  await portal.jobs.drain();
  const password = demoPassword(portal);
  const registered = PEOPLE.filter(({ isRegistered }) => isRegistered);
  for (const person of registered.slice(0, -1)) await letIn(context, person, password);
  await portal.jobs.drain();
  await loadKeys(context);
  for (const person of registered.slice(-1)) await letIn(context, person, password);
  await portal.jobs.drain();
  return { people: PEOPLE, password };
}

/** The Key Centers of those who have come in; and one who asks to be let in to another's. */
async function loadKeys(context: Context): Promise<void> {
  for (const person of PEOPLE.filter(({ sites, isRegistered }) => isRegistered && sites.length > 0)) {
    const asPerson = await contextOf(context, person);
    if (asPerson === undefined) continue;
    const { sites } = await describeSession(asPerson);
    for (const site of sites) await loadDemoKeys(asPerson, site);
  }
  const grace = PEOPLE.find(({ email }) => email === "grace@blueridge.example");
  const asGrace = grace && (await contextOf(context, grace));
  if (asGrace !== undefined) await askDemoKeyCenter(asGrace, "7001234");
}

async function contextOf(context: Context, person: Person): Promise<Context | undefined> {
  const personId = await findPersonByEmail(context, person.email);
  return personId === undefined ? undefined : asPersonOf(context, person, personId);
}

function asPersonOf(
  context: Context,
  { names, email, country, language }: Person,
  personId: string,
): Context {
  const [givenName, familyName] = names;
  return {
    ...context,
    actor: { kind: "person", personId, staffRole: null },
    person: { name: `${givenName} ${familyName}`, email, country, language },
  };
}

/** The vendor's people are let in last. */
export async function isDemoLoaded(context: Context): Promise<boolean> {
  const last = PEOPLE.filter(({ isRegistered }) => isRegistered).at(-1);
  return last !== undefined && (await findPersonByEmail(context, last.email)) !== undefined;
}

export function demoOf(portal: Portal): Demo {
  return { people: PEOPLE, password: demoPassword(portal) };
}

async function letIn(context: Context, person: Person, password: string): Promise<void> {
  const [givenName, familyName, romanizedName] = person.names;
  const { email, country, language } = person;
  const added = await registerConfirmed(context, {
    givenName,
    familyName,
    romanizedName,
    email,
    password,
    country,
    language,
  });
  const personId = added ?? (await findPersonByEmail(context, email));
  if (personId === undefined) return;
  if (person.staffRole !== undefined) await makeStaffMember(context, personId, person.staffRole);
  const asPerson = asPersonOf(context, person, personId);
  for (const siteNumber of person.sites) {
    const passcode = await passcodeOf(context, email, siteNumber);
    if (passcode !== undefined) await enterPasscode(asPerson, { siteNumber, passcode }).catch(() => {});
  }
}

/** As the contact would: out of the welcome mail. */
async function passcodeOf(
  { portal, db }: Context,
  email: string,
  siteNumber: string,
): Promise<string | undefined> {
  const mails = await listMails(db, { to: email, limit: 50 });
  const facts = mails
    .filter(({ template, sealedFacts }) => template === "welcome" && sealedFacts !== null)
    .map(
      ({ sealedFacts }) => portal.secrets.unseal(sealedFacts ?? Buffer.alloc(0)) as Record<string, unknown>,
    );
  const passcode = facts.find((each) => each["siteNumber"] === siteNumber)?.["passcode"];
  return typeof passcode === "string" ? passcode : undefined;
}
