/**
 * The demo vendor's catalog: the products, versions and parts of DOMAIN §9, with points, descriptions in four languages
 * and a price for each part, currency and level. Some reinstatements have no price of their own: a percentage counts.
 *
 * The names come from the source documents and appear only here. Days before `today` are kept as they were announced.
 */

import { namedWords, PART_WORDS, PRODUCT_WORDS } from "./demo-words.ts";

export type FeedRecord = { readonly type: string } & Readonly<Record<string, unknown>>;

interface Line {
  readonly code: string;
  readonly name: string;
  readonly brand: string;
  readonly group: string;
  readonly description: string;
  /** The product that takes its place, by code. */
  readonly replacedBy?: string;
  readonly keyScheme: "none" | "activation-kit" | "version-based" | "date-based";
  readonly current: readonly (readonly [version: string, availableOn: string])[];
  readonly old: readonly (readonly [version: string, availableOn: string, end?: string])[];
  /** License, renewal and reinstatement part for PA and PAE. */
  readonly parts: readonly [string, string, string];
  /** Unit price of a new license in US cents at level E. */
  readonly price: number;
}

const LINES: readonly Line[] = [
  {
    code: "was",
    name: "WebSphere Application Server",
    brand: "WebSphere",
    group: "WebSphere",
    description: "Application server for Java",
    keyScheme: "none",
    current: [["7.0", "2008-09-26"]],
    old: [
      ["4.0", "2001-06-30", "announced"],
      ["5.0", "2002-11-26", "announced"],
      ["5.1", "2004-01-16", "announced"],
      ["6.0", "2004-12-31"],
      ["6.1", "2006-06-30"],
    ],
    parts: ["D55WJLL", "E025QLL", "D55WKLL"],
    price: 600_000,
  },
  {
    code: "mq",
    name: "WebSphere MQ",
    brand: "WebSphere",
    group: "WebSphere",
    description: "Messaging between applications",
    keyScheme: "none",
    current: [["7.0", "2008-06-27"]],
    old: [
      ["5.3", "2002-06-30", "announced"],
      ["6.0", "2005-05-31"],
    ],
    parts: ["D0G31LL", "E0G32LL", "D0G33LL"],
    price: 420_000,
  },
  {
    code: "mq-express",
    name: "WebSphere MQ Express",
    brand: "WebSphere",
    group: "WebSphere",
    description: "Messaging for smaller companies",
    replacedBy: "mq",
    keyScheme: "none",
    current: [],
    old: [["5.3", "2003-11-14", "announced"]],
    parts: ["D0H11LL", "E0H12LL", "D0H13LL"],
    price: 180_000,
  },
  {
    code: "clearcase",
    name: "Rational ClearCase",
    brand: "Rational",
    group: "Rational",
    description: "Version control and workspaces",
    keyScheme: "version-based",
    current: [
      ["7.0", "2006-06-30"],
      ["7.1", "2008-12-12"],
    ],
    old: [["2003.6.x", "2003-06-30", "announced"]],
    parts: ["D0K41LL", "E0K42LL", "D0K43LL"],
    price: 480_000,
  },
  {
    code: "clearquest",
    name: "Rational ClearQuest",
    brand: "Rational",
    group: "Rational",
    description: "Change requests and their workflow",
    keyScheme: "version-based",
    current: [
      ["7.0", "2006-06-30"],
      ["7.1", "2008-12-12"],
    ],
    old: [["2003.6.x", "2003-06-30", "announced"]],
    parts: ["D0L51LL", "E0L52LL", "D0L53LL"],
    price: 380_000,
  },
  {
    code: "domino",
    name: "Lotus Notes/Domino",
    brand: "Lotus",
    group: "Lotus",
    description: "Mail, calendar and team databases",
    keyScheme: "none",
    current: [["8.5", "2009-01-06"]],
    old: [
      ["6.0.x", "2002-10-01"],
      ["6.5.x", "2003-09-23"],
      ["7.x.x", "2005-08-29"],
    ],
    parts: ["D0M61LL", "E0M62LL", "D0M63LL"],
    price: 14_500,
  },
  {
    code: "portal",
    name: "WebSphere Portal",
    brand: "Lotus",
    group: "Lotus",
    description: "Portal pages and their integration",
    keyScheme: "none",
    current: [["6.1", "2008-08-29"]],
    old: [
      ["4.x", "2002-05-31"],
      ["5.x", "2003-09-30"],
    ],
    parts: ["D0N71LL", "E0N72LL", "D0N73LL"],
    price: 950_000,
  },
  {
    code: "ids",
    name: "Informix Dynamic Server",
    brand: "Information Management",
    group: "Information Management",
    description: "Database for transactions",
    keyScheme: "none",
    current: [["11.5", "2008-05-06"]],
    old: [
      ["7.3", "1998-01-31", "2003-03-31"],
      ["7.31", "1999-06-30", "2009-09-30"],
      ["9.20", "2000-01-31", "2003-09-30"],
      ["9.21", "2001-01-31", "2004-06-30"],
      ["9.30", "2001-10-31", "2005-04-30"],
      ["9.40", "2003-03-31", "2009-04-30"],
    ],
    parts: ["D0P81LL", "E0P82LL", "D0P83LL"],
    price: 720_000,
  },
  {
    code: "db2",
    name: "DB2 UDB",
    brand: "Information Management",
    group: "Information Management",
    description: "Relational database",
    keyScheme: "activation-kit",
    current: [["9.7", "2009-06-19"]],
    old: [
      ["7.2", "2001-06-30", "2004-09-30"],
      ["8.1", "2002-11-21", "2009-04-30"],
      ["8.2", "2004-09-17", "2009-04-30"],
    ],
    parts: ["D0Q91LL", "E0Q92LL", "D0Q93LL"],
    price: 640_000,
  },
  {
    code: "tsm",
    name: "Tivoli Storage Manager",
    brand: "Tivoli",
    group: "Tivoli",
    description: "Backup and archive",
    keyScheme: "none",
    current: [["6.1", "2009-03-27"]],
    old: [
      ["4.x", "2001-03-31"],
      ["5.x", "2002-04-30"],
    ],
    parts: ["D0R01LL", "E0R02LL", "D0R03LL"],
    price: 290_000,
  },
  {
    code: "doors",
    name: "Rational DOORS",
    brand: "Rational",
    group: "Rational",
    description: "Requirements management",
    keyScheme: "date-based",
    current: [["9.2", "2009-07-31"]],
    old: [["9.1", "2008-07-31"]],
    parts: ["D09LELL", "E075NLL", "D09EQLL"],
    price: 460_000,
  },
];

/** What stood in the books before the purchase of another company. Source: DOMAIN §9.1. */
const FCT_PARTS: readonly (readonly [
  number: string,
  kind: "license" | "renewal" | "reinstatement",
  description: string,
])[] = [
  ["D052ALL", "license", "Telelogic Doors license and subscription and support 12 months (non-PA)"],
  ["E05D7LL", "renewal", "Telelogic Doors subscription and support renewal 12 months (non-PA)"],
  ["D052BLL", "reinstatement", "Telelogic Doors subscription and support reinstatement 12 months (non-PA)"],
];

/** Minor units of US cents, rounded as price lists are: to a dollar, 100 yen, 1,000 won, 10 Taiwan dollars. */
const CURRENCIES: readonly (readonly [currency: string, ofCents: number, step: number])[] = [
  ["USD", 1, 100],
  ["JPY", 1.5, 100],
  ["KRW", 13, 1000],
  ["TWD", 0.32, 10],
];

const LEVELS = [
  ["BL", 1.1],
  ["D", 1.05],
  ["E", 1],
  ["F", 0.95],
  ["G", 0.9],
  ["H", 0.85],
] as const;

/** What a renewal costs of a new license, and a reinstatement where it has a price of its own. */
const RENEWAL = 0.2;
const OWN_REINSTATEMENTS: Readonly<Record<string, number>> = {
  mq: 3650 / 6000,
  clearcase: 0.55,
  domino: 0.6,
  portal: 0.58,
  doors: 0.62,
};

/** Each started hundred dollars of the list price is a point. */
const CENTS_A_POINT = 10_000;

export function demoCatalog(): FeedRecord[] {
  return [...LINES.flatMap(recordsOf), ...FCT_PARTS.flatMap(fctPart)];
}

function recordsOf(line: Line): FeedRecord[] {
  const { code, name, brand, group, description, keyScheme } = line;
  const product = {
    type: "product",
    code,
    name,
    brand,
    group,
    description,
    descriptions: PRODUCT_WORDS[code] ?? null,
    keyScheme,
    renewalKeys: keyScheme === "date-based",
    replacedBy: line.replacedBy ?? null,
  };
  const versions = [...line.current.map((each) => [...each, null] as const), ...line.old].map(
    ([version, availableOn, end]) => ({
      type: "version",
      product: code,
      version,
      availableOn,
      endOfServiceOn: end ?? null,
    }),
  );
  return [product, ...versions, ...partsOf(line)];
}

function partsOf({ code, name, parts, price }: Line): FeedRecord[] {
  const kinds = ["license", "renewal", "reinstatement"] as const;
  const shares = { license: 1, renewal: RENEWAL, reinstatement: OWN_REINSTATEMENTS[code] };
  return kinds.flatMap((kind, i) => {
    const number = parts[i] ?? "";
    const descriptions = namedWords(name, PART_WORDS[kind]);
    const part = {
      type: "part",
      number,
      product: code,
      kind,
      programs: ["PA", "PAE", "OEM"],
      serviceMonths: 12,
      description: descriptions.en,
      descriptions,
      points: Math.ceil((price * (shares[kind] ?? 0.6)) / CENTS_A_POINT),
    };
    const share = shares[kind];
    return share === undefined ? [part] : [part, ...pricesOf(number, price * share)];
  });
}

function pricesOf(part: string, cents: number): FeedRecord[] {
  return CURRENCIES.flatMap(([currency, ofCents, step]) =>
    LEVELS.map(([level, factor]) => ({
      type: "price",
      part,
      currency,
      level,
      validFrom: "2009-01-01",
      amount: Math.round((cents * ofCents * factor) / step) * step,
    })),
  );
}

const FCT_PRICE = 430_000;

function fctPart([number, kind, description]: (typeof FCT_PARTS)[number]): FeedRecord[] {
  const share = { license: 1, renewal: RENEWAL, reinstatement: 0.6 }[kind];
  const descriptions = { ...namedWords("Telelogic DOORS", PART_WORDS[kind]), en: description };
  const part = {
    type: "part",
    number,
    product: "doors",
    kind,
    programs: ["FCT"],
    serviceMonths: 12,
    description,
  };
  return [{ ...part, descriptions }, ...pricesOf(number, FCT_PRICE * share)];
}

let atLevelE: ReadonlyMap<string, number> | undefined;

/** The price of a part at level E, for the demo's orders. */
export function demoPrice(part: string, currency: string): number | undefined {
  atLevelE ??= new Map(
    demoCatalog()
      .filter(({ type, level }) => type === "price" && level === "E")
      .map((price) => [`${price["part"]} ${price["currency"]}`, Number(price["amount"])]),
  );
  return atLevelE.get(`${part} ${currency}`);
}
