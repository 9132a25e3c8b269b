/**
 * A large vendor's feed for measuring: any number of sites and orders, the same bytes for the same numbers.
 *
 * Years of orders of all four programs, one to three lines each; every seventh order continues an earlier license. Sites
 * come in four languages. Nothing is kept but what later lines refer to, so it streams at any size.
 */
import { once } from "node:events";
import type { Writable } from "node:stream";
import { addDays, type LocalDate } from "../src/platform/dates.ts";

export interface LargeFeed {
  readonly sites: number;
  readonly orders: number;
}

const PRODUCTS = 40;
const FIRST_DAY: LocalDate = "2006-01-02";
const DAYS = 1_600;
const CHUNK_CHARACTERS = 65_536;

/** Writes the feed and waits whenever the reader cannot follow. */
export async function writeLargeFeed(size: LargeFeed, out: Writable): Promise<void> {
  let chunk = "";
  for (const record of largeFeed(size)) {
    chunk += `${JSON.stringify(record)}\n`;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    if (!out.write(chunk)) await once(out, "drain");
    chunk = "";
  }
  if (!out.write(chunk)) await once(out, "drain");
}

export function* largeFeed({ sites, orders }: LargeFeed): Generator<object> {
  yield* catalog();
  for (let place = 0; place < sites; place++) yield* siteOf(place);
  const days = Array.from({ length: DAYS }, (_, day) => addDays(FIRST_DAY, day));
  const random = randomFrom(20_100_401);
  for (let place = 0; place < orders; place++) yield orderOf({ place, sites, orders, days, random });
}

function* catalog(): Generator<object> {
  for (let at = 0; at < PRODUCTS; at++) {
    const product = `product-${at}`;
    const group = `Group ${at % 8}`;
    yield { type: "product", code: product, name: `Product ${at}`, brand: group, group, keyScheme: "none" };
    yield {
      type: "version",
      product,
      version: "1.0",
      availableOn: "2005-06-01",
      endOfServiceOn: "2009-04-30",
    };
    yield { type: "version", product, version: "2.0", availableOn: "2008-09-01" };
    for (const [kind, number] of partsOf(at)) {
      const programs = ["PA", "PAE", "FCT", "OEM"];
      yield { type: "part", number, product, kind, programs, description: `Product ${at} ${kind}` };
    }
    for (const level of ["BL", "D", "E"]) {
      const price = { type: "price", level, currency: "USD", validFrom: "2006-01-01" };
      yield { ...price, part: partOf("D", at), amount: 600_000 - 1_000 * level.length };
    }
  }
}

function partsOf(product: number): readonly (readonly [kind: string, number: string])[] {
  return [
    ["license", partOf("D", product)],
    ["renewal", partOf("E", product)],
    ["reinstatement", partOf("D", product + PRODUCTS)],
  ];
}

function partOf(letter: string, at: number): string {
  return `${letter}${String(1000 + at)}LL`;
}

const LANGUAGES = ["ja", "ko", "zh-TW", "en"] as const;
const COUNTRIES = ["JP", "KR", "TW", "US"] as const;
const NAMES = ["大型商事", "대형상사", "大型企業", "Large Trading"] as const;
const PROGRAMS = ["PA", "PA", "PAE", "FCT", "PA", "OEM"] as const;

function programOf(site: number): (typeof PROGRAMS)[number] {
  return PROGRAMS[site % PROGRAMS.length] ?? "PA";
}

function numberOfSite(place: number): string {
  return String((place % 2 === 0 ? 7_100_000 : 3_100_000) + (place >> 1));
}

function* siteOf(place: number): Generator<object> {
  const region = place % 4;
  const country = COUNTRIES[region];
  const customer = { country, number: String(4_000_000 + place) };
  const name = `${NAMES[region]} ${place + 1}`;
  const program = programOf(place);
  const agreement = program === "PA" ? String(20_000_000 + place) : null;
  yield { type: "customer", ...customer, name };
  if (agreement !== null) yield { type: "agreement", number: agreement, program, customer, level: "E" };
  yield {
    type: "site",
    number: numberOfSite(place),
    program,
    agreement,
    customer,
    name,
    address: {
      street: `${1 + (place % 99)}`,
      city: `City ${place % 60}`,
      region: null,
      postalCode: null,
      country,
    },
    department: "IT",
    phone: null,
    fax: null,
    language: LANGUAGES[region],
    registeredOn: FIRST_DAY,
    contact: {
      givenName: "Contact",
      familyName: `No ${place + 1}`,
      email: `contact${place + 1}@large.example`,
    },
  };
}

interface Ordering {
  readonly place: number;
  readonly sites: number;
  readonly orders: number;
  readonly days: readonly LocalDate[];
  readonly random: (below: number) => number;
}

/** The orders of a site follow each other in time; a seventh continues the license that began a year before it. */
function orderOf({ place, sites, orders, days, random }: Ordering): object {
  const site = place % sites;
  const orderedOn = days[Math.floor((place * DAYS) / orders)] ?? FIRST_DAY;
  const head = { type: "order", number: numberOf(place), site: numberOfSite(site), orderedOn };
  const reseller =
    random(3) === 0 ? { reseller: { name: "Sakura Partners", email: "orders@sakura.example" } } : {};
  const renewed = renewedBy({ place, sites, orders });
  if (renewed !== null) {
    const on = days[Math.floor((renewed * DAYS) / orders)] ?? FIRST_DAY;
    const renews = { order: numberOf(renewed), line: 1 };
    const line = { line: 1, part: partOf("E", productOf(renewed)), quantity: 1 + (renewed % 20), renews };
    return { ...head, ...reseller, orderedOn: addDays(on, 300), lines: [line] };
  }
  const count = [1, 1, 1, 2, 2, 3][random(6)] ?? 1;
  const lines = Array.from({ length: count }, (_, at) => ({
    line: at + 1,
    part: partOf("D", (productOf(place) + 7 * at) % PRODUCTS),
    quantity: 1 + ((place + at) % 20),
    unitPrice: 500_000 + 1_000 * random(90),
    currency: "USD",
  }));
  return { ...head, ...reseller, lines };
}

function numberOf(place: number): string {
  return `LF-${String(place + 1).padStart(7, "0")}`;
}

function productOf(place: number): number {
  return (place * 13) % PRODUCTS;
}

/** The order whose first line this one renews: of the same site, not itself a renewal, and never renewed twice. */
function renewedBy({
  place,
  sites,
  orders,
}: {
  place: number;
  sites: number;
  orders: number;
}): number | null {
  const row = Math.floor(place / sites);
  if (row % 7 !== 6 || place >= orders) return null;
  return place - 5 * sites;
}

/** A small generator of our own (mulberry32): the same numbers on every machine. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
