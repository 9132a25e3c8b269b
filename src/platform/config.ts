/**
 * Settings from the environment: parsed once, every fault reported together. Source: CONTRACT §2.
 *
 * `demo` may show mails on a page, move the clock and load demo data; `production` refuses all three and refuses to
 * start without a base URL, a secret and SMTP.
 */
import { isIP } from "node:net";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type KeyConfig, keyConfigOf, keySettings } from "./config.keys.ts";

/** Where the portal stands: a scheme, a host and perhaps a port, for routes and cookies belong to the whole host. */
const BaseUrl = z
  .url({ protocol: /^https?$/ })
  .transform((text) => new URL(text))
  .refine(
    ({ href, origin }) => href === `${origin}/`,
    "it must be a scheme, a host and perhaps a port alone",
  );
const Port = z.coerce.number().int().min(0).max(65_535);
const Days = z.coerce.number().int().min(1).max(3650);

const Proxies = z
  .string()
  .transform((text) => text.split(",").map((proxy) => proxy.trim()))
  .refine((proxies) => proxies.every(isProxy), "addresses or networks such as 10.0.0.0/8, divided by commas")
  .transform((proxies) => proxies.join(","));

const Servers = z
  .string()
  .transform((text) => text.split(",").map((server) => server.trim()))
  .refine(
    (servers) =>
      servers.every((server) => isIP(server.replace(/^\[(.*)\](:\d+)?$|^([\d.]+):\d+$/, "$1$3")) !== 0),
    "addresses such as 10.0.0.53 or 127.0.0.1:5353, divided by commas",
  );

const Countries = z
  .string()
  .regex(/^[A-Z]{2}(,[A-Z]{2})*$/, "country codes such as US,DE")
  .transform((text) => text.split(","));

/** `NAME=value` pairs divided by commas. */
function pairs(pattern: RegExp, example: string) {
  return z
    .string()
    .refine((text) => text.split(",").every((pair) => pattern.test(pair)), `pairs such as ${example}`)
    .transform((text) => new Map(text.split(",").map((pair) => pair.split("=") as [string, string])));
}

const LevelPoints = pairs(/^[D-H]=[1-9]\d{0,8}$/, "D=500,E=1000");
const Currencies = pairs(/^[A-Z]{2}=[A-Z]{3}$/, "TW=USD");

const Settings = z.object({
  ...keySettings,
  CARNET_MODE: z.enum(["demo", "production"]).default("demo"),
  CARNET_PORT: Port.default(8080),
  /** The address to listen on. Behind a proxy: 127.0.0.1 or the container's. */
  CARNET_HOST: z.string().default("127.0.0.1"),
  CARNET_BASE_URL: BaseUrl.optional(),
  CARNET_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  CARNET_DATA: z.string().min(1).default("./.carnet"),
  CARNET_FILES_URL: z.url({ protocol: /^file$/, hostname: /^$/ }).optional(),
  /** The folder below which a release file's `url` of the feed is read. Absent: `releases` under the data folder. */
  CARNET_RELEASES_ROOT: z.string().min(1).optional(),
  CARNET_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  CARNET_MAIL_FROM: z
    .string()
    .regex(/^[^\p{Cc}@]+@[^\p{Cc}@]+$/u, "an address, or a name and <an address>")
    .default("Carnet <portal@carnet.example>"),
  CARNET_CLOCK: z.iso.datetime({ offset: true }).optional(),
  CARNET_DEMO: z.enum(["full", "none"]).default("full"),
  /** At least 32 characters; seals what is stored of secrets. Absent in demo: made once in the data folder. */
  CARNET_SECRET: z
    .string()
    .min(32)
    .refine((text) => new Set(text).size >= 10, "it repeats itself: make one at random")
    .optional(),
  /** `seed` is the source documents' policy: 8 half-width letters and digits, Latin names, a security question. */
  CARNET_REGISTRATION_PROFILE: z.enum(["standard", "seed"]).default("standard"),
  CARNET_PASSCODE_DAYS: Days.default(90),
  /** Orders older than this when they arrive are history: their proofs are made, but no mail is sent. */
  CARNET_PROOF_MAIL_DAYS: Days.default(90),
  /** A primary contact who was not seen for so many months is asked after. */
  CARNET_PRIMARY_UNSEEN_MONTHS: z.coerce.number().int().min(1).max(60).default(6),
  CARNET_VENDOR_NAME: z.string().min(1).default("Carnet Demo Software"),
  CARNET_CARE_EMAIL: z.email().default("care@carnet.example"),
  /** Where forms that are filled in by hand are faxed to. Absent: they go by e-mail. */
  CARNET_CARE_FAX: z.string().min(1).max(40).optional(),
  /** The sales desk: it changes the registration of FCT and OEM sites. */
  CARNET_SALES_EMAIL: z.email().default("sales@carnet.example"),
  /** Days before the anniversary on which a site's primary contact is asked to verify its contacts. */
  CARNET_CONTACT_CHECK_DAYS: z.coerce.number().int().min(1).max(360).default(120),
  /** Days before the renewal date on which the renewal quote is made. */
  CARNET_QUOTE_DAYS: z.coerce.number().int().min(1).max(180).default(90),
  /** Countries in which what was not renewed or declined is renewed by itself on the last day: codes, divided by commas. */
  CARNET_AUTO_RENEW_COUNTRIES: Countries.optional(),
  /** What a reinstatement without a price of its own costs, in percent of a new license. */
  CARNET_REINSTATEMENT_PERCENT: z.coerce.number().int().min(1).max(99).default(60),
  /** The brands whose coverage can be reinstated, divided by commas. Absent: all. */
  CARNET_REINSTATEMENT_BRANDS: z.string().min(1).optional(),
  /** `feed`: an agreement's price level is what the feed says. `points`: it follows from what was bought. */
  CARNET_PRICE_LEVELS: z.enum(["feed", "points"]).default("feed"),
  /** The points from which each level holds. */
  CARNET_LEVEL_POINTS: LevelPoints.prefault("D=500,E=1000,F=2500,G=5000,H=10000"),
  /** Currencies that differ from the country's own: `TW=USD,VN=USD`. */
  CARNET_CURRENCIES: Currencies.optional(),
  /** The proxies whose word about the caller's address is taken: addresses and networks, divided by commas. */
  CARNET_TRUSTED_PROXIES: Proxies.optional(),
  /** Who is asked for the DNS records by which companies prove their domains. Absent: the machine's own. */
  CARNET_DNS_SERVERS: Servers.optional(),
  /** For an intranet: what the portal fetches (the keys of identity providers) may lie at private addresses. */
  CARNET_ALLOW_PRIVATE_TARGETS: z.enum(["true", "false"]).default("false"),
  /** `warn` in the demo, `info` (a line a request) in production. */
  CARNET_LOG_LEVEL: z.enum(["silent", "fatal", "error", "warn", "info", "debug"]).optional(),
});

export interface Config extends KeyConfig {
  readonly mode: "demo" | "production";
  readonly port: number;
  readonly host: string;
  /** Every link in every mail comes from here, never from a header. No slash at its end. */
  readonly baseUrl: string;
  readonly databaseUrl: string | null;
  readonly dataFolder: string;
  readonly filesFolder: string;
  readonly releasesRoot: string;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Demo only: the instant at which the portal's clock starts. */
  readonly clock: Date | null;
  readonly demo: "full" | "none";
  readonly secret: string | null;
  readonly registrationProfile: "standard" | "seed";
  readonly passcodeDays: number;
  readonly proofMailDays: number;
  readonly primaryUnseenMonths: number;
  readonly vendorName: string;
  readonly careEmail: string;
  readonly careFax: string | null;
  readonly salesEmail: string;
  readonly contactCheckDays: number;
  readonly quoteDays: number;
  /** ISO 3166 codes; none by default. */
  readonly autoRenewCountries: readonly string[];
  readonly reinstatementPercent: number;
  /** Null: all. */
  readonly reinstatementBrands: readonly string[] | null;
  readonly priceLevels: "feed" | "points";
  /** From how many points each level holds, by level; below the least: BL. */
  readonly levelPoints: ReadonlyMap<string, number>;
  /** By country, where it is not the country's own. */
  readonly currencies: ReadonlyMap<string, string>;
  readonly trustedProxies: string | null;
  readonly dnsServers: readonly string[] | null;
  readonly allowsPrivateTargets: boolean;
  readonly logLevel: string;
}

/** What whoever runs the portal has to put right before it starts, in sentences of theirs. */
export class ConfigError extends Error {}

/** The settings, or one `ConfigError` that names every fault, a line each. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = Settings.safeParse(given);
  const faults = [...(parsed.error?.issues ?? []).map(sentenceOf), ...refusedIn(given), ...unknownIn(given)];
  if (faults.length > 0 || !parsed.success) throw new ConfigError(faults.join("\n"));
  return configOf(parsed.data);
}

type Given = Readonly<Record<string, string | undefined>>;

/** What production lacks or may not have. */
function refusedIn(given: Given): string[] {
  if (given["CARNET_MODE"] !== "production") return [];
  const needed = ["CARNET_BASE_URL", "CARNET_SECRET", "CARNET_SMTP_URL"];
  const faults = needed
    .filter((name) => given[name] === undefined)
    .map((name) => `${name}: production needs it`);
  if (given["CARNET_CLOCK"] !== undefined) faults.push("CARNET_CLOCK: only the demo may set its clock");
  if (given["CARNET_DEMO"] === "full") faults.push("CARNET_DEMO: only the demo may load the demo vendor");
  return faults;
}

/** What other programs of ours read from the same environment. */
const OTHERS = ["CARNET_API_KEY", "CARNET_CHROMIUM", "CARNET_TEST_DATABASE_URL"];

function unknownIn(given: Given): string[] {
  const known = new Set([...Object.keys(Settings.shape), ...OTHERS]);
  const strange = Object.keys(given).filter((name) => name.startsWith("CARNET_") && !known.has(name));
  return strange.map((name) => `${name}: no such setting`);
}

function isProxy(text: string): boolean {
  const [address = "", bits = "0", ...more] = text.split("/");
  const most = isIP(address) === 6 ? 128 : 32;
  return isIP(address) !== 0 && more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

function sentenceOf(issue: { path: PropertyKey[]; message: string }): string {
  return `${issue.path.join(".")}: ${issue.message}`;
}

function configOf(settings: z.infer<typeof Settings>): Config {
  const dataFolder = resolve(settings.CARNET_DATA);
  const baseUrl = settings.CARNET_BASE_URL?.href ?? `http://localhost:${settings.CARNET_PORT}`;
  return {
    ...keyConfigOf(settings),
    mode: settings.CARNET_MODE,
    port: settings.CARNET_PORT,
    host: settings.CARNET_HOST,
    baseUrl: baseUrl.replace(/\/$/, ""),
    databaseUrl: settings.CARNET_DATABASE_URL ?? null,
    dataFolder,
    filesFolder: settings.CARNET_FILES_URL
      ? fileURLToPath(settings.CARNET_FILES_URL)
      : resolve(dataFolder, "files"),
    releasesRoot: resolve(settings.CARNET_RELEASES_ROOT ?? resolve(dataFolder, "releases")),
    smtpUrl: settings.CARNET_SMTP_URL ?? null,
    mailFrom: settings.CARNET_MAIL_FROM,
    clock: settings.CARNET_CLOCK === undefined ? null : new Date(settings.CARNET_CLOCK),
    demo: settings.CARNET_MODE === "demo" ? settings.CARNET_DEMO : "none",
    secret: settings.CARNET_SECRET ?? null,
    registrationProfile: settings.CARNET_REGISTRATION_PROFILE,
    passcodeDays: settings.CARNET_PASSCODE_DAYS,
    proofMailDays: settings.CARNET_PROOF_MAIL_DAYS,
    primaryUnseenMonths: settings.CARNET_PRIMARY_UNSEEN_MONTHS,
    vendorName: settings.CARNET_VENDOR_NAME,
    careEmail: settings.CARNET_CARE_EMAIL,
    careFax: settings.CARNET_CARE_FAX ?? null,
    salesEmail: settings.CARNET_SALES_EMAIL,
    contactCheckDays: settings.CARNET_CONTACT_CHECK_DAYS,
    quoteDays: settings.CARNET_QUOTE_DAYS,
    autoRenewCountries: settings.CARNET_AUTO_RENEW_COUNTRIES ?? [],
    reinstatementPercent: settings.CARNET_REINSTATEMENT_PERCENT,
    reinstatementBrands:
      settings.CARNET_REINSTATEMENT_BRANDS?.split(",").map((brand) => brand.trim()) ?? null,
    priceLevels: settings.CARNET_PRICE_LEVELS,
    levelPoints: new Map([...settings.CARNET_LEVEL_POINTS].map(([level, points]) => [level, Number(points)])),
    currencies: settings.CARNET_CURRENCIES ?? new Map(),
    trustedProxies: settings.CARNET_TRUSTED_PROXIES ?? null,
    dnsServers: settings.CARNET_DNS_SERVERS ?? null,
    allowsPrivateTargets: settings.CARNET_ALLOW_PRIVATE_TARGETS === "true",
    logLevel: settings.CARNET_LOG_LEVEL ?? (settings.CARNET_MODE === "demo" ? "warn" : "info"),
  };
}
