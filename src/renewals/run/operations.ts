/**
 * The daily run of renewals: every site gone through to its own today, two hundred at a time.
 *
 * Safe to run twice, at once from two processes, after days of downtime, and killed anywhere: how far a site has come is
 * a row that is locked with it and moves with what was made. A site at which something is wrong is tried alone, keeps
 * what was wrong, and holds up nobody.
 */
import { asPortal } from "../../access/index.ts";
import { timeZoneOf } from "../../agreements/index.ts";
import { type Context, today } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { type Batch, goThrough } from "./batch.documents.ts";
import { PriceBook } from "./prices.documents.ts";
import { insertNewSites, listBehind, listCountries, passIdle } from "./read.store.ts";
import { type CountryDay, NOTHING, type Tally } from "./run.data.ts";
import { updateFailure } from "./write.store.ts";

const BATCH = 200;
/** Batches at once: while the database writes one, the next is planned. */
const AT_ONCE = 2;

/** Of the plan. Another number makes the run look at every site once. */
const RULES = 1;

export interface Running {
  /** The last day to go through; later ones wait. Absent: today, where each site is. */
  readonly on?: LocalDate;
  /** This one alone. */
  readonly siteNumber?: string;
  /** Sites never gone through begin on `on`, as if it were today: for who loads a history with its quotes. */
  readonly beginsThen?: boolean;
  /** Sees what each batch makes. */
  readonly watch?: Batch["watch"];
}

export interface Outcome extends Tally {
  readonly failures: readonly { readonly siteId: string; readonly failure: string }[];
}

export async function runRenewals(context: Context, running: Running = {}): Promise<Outcome> {
  const { on, siteNumber = null, beginsThen = false, watch } = running;
  const { days, passed, behind } = await asPortal(context, async (scope) => {
    await insertNewSites(scope);
    const countries = countryDays(context, await listCountries(scope), on);
    const days = beginsThen ? countries.map((at) => ({ ...at, today: at.day })) : countries;
    const passed = siteNumber === null ? await passIdle(scope, days) : 0;
    return { days, passed, behind: await listBehind(scope, days, siteNumber) };
  });
  const batches: string[][] = [];
  for (let at = 0; at < behind.length; at += BATCH) batches.push(behind.slice(at, at + BATCH));
  const total = { ...NOTHING, sites: passed };
  const failures: { siteId: string; failure: string }[] = [];
  const prices = new PriceBook();
  const work = async () => {
    for (let siteIds = batches.shift(); siteIds !== undefined; siteIds = batches.shift()) {
      const batch = { siteIds, days, prices, watch };
      const { failures: failed, ...tally } = await goThroughAll(context, batch);
      for (const name of Object.keys(NOTHING) as (keyof Tally)[]) total[name] += tally[name];
      failures.push(...failed);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { ...total, failures };
}

/** Where each country is in time. A day in the future is nobody's yet. */
export function countryDays(context: Context, countries: readonly string[], on?: LocalDate): CountryDay[] {
  const { quoteDays, autoRenewCountries } = context.portal.config;
  return countries.map((country) => {
    const zone = timeZoneOf(country);
    const here = today(context, zone);
    const day = on === undefined || on > here ? here : on;
    const rules = `${RULES} ${quoteDays} ${autoRenewCountries.includes(country) ? "automatic" : "asked"}`;
    return { country, zone, today: here, day, rules };
  });
}

async function goThroughAll(context: Context, batch: Batch): Promise<Outcome> {
  try {
    const { tally, seen } = await asPortal(context, (scope) => goThrough(scope, context, batch));
    seen?.();
    return { ...tally, failures: [] };
  } catch (error) {
    const [siteId = "", ...others] = batch.siteIds;
    if (others.length > 0) return oneByOne(context, batch);
    context.portal.log.error({ err: error, siteId }, "renewals: a site cannot be gone through");
    const failure = error instanceof Error ? error.message : String(error);
    await asPortal(context, (scope) => updateFailure(scope, { siteId, failure, at: context.now }));
    return { ...NOTHING, failures: [{ siteId, failure }] };
  }
}

async function oneByOne(context: Context, { siteIds, ...batch }: Batch): Promise<Outcome> {
  const total = { ...NOTHING };
  const failures: Outcome["failures"][number][] = [];
  for (const siteId of siteIds) {
    const { failures: failed, ...tally } = await goThroughAll(context, { ...batch, siteIds: [siteId] });
    for (const name of Object.keys(NOTHING) as (keyof Tally)[]) total[name] += tally[name];
    failures.push(...failed);
  }
  return { ...total, failures };
}
