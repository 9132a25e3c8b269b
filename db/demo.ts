/**
 * The demo vendor's customers: six, in Japan, Korea, Taiwan and the United States, under all four programs.
 *
 * Orders are placed relative to `today`, so that some coverage is in force, some ends soon and some has lapsed whenever
 * the demo is loaded. The same day gives the same bytes. Source: DOMAIN §4, fixtures C1–C5, and our own invention.
 */
import { addDays, addMonths, type LocalDate } from "../src/platform/dates.ts";
import { demoCatalog, demoPrice, type FeedRecord } from "./demo-catalog.ts";

export interface DemoRelease {
  readonly product: string;
  readonly version: string;
  readonly platform: string;
  readonly language: string;
  readonly files: readonly {
    readonly name: string;
    readonly sizeBytes: number;
    readonly sha256: string;
    readonly url: string;
  }[];
}

const CUSTOMERS: FeedRecord[] = [
  { type: "customer", country: "JP", number: "1234567", name: "青葉商事株式会社" },
  { type: "customer", country: "KR", number: "654321", name: "한강시스템 주식회사" },
  { type: "customer", country: "TW", number: "7654321", name: "福爾摩沙證券股份有限公司" },
  { type: "customer", country: "JP", number: "1000042", name: "港南海運株式会社" },
  { type: "customer", country: "US", number: "2000001", name: "Blue Ridge Instruments" },
  { type: "customer", country: "KR", number: "3000006", name: "제주모빌리티 주식회사" },
];

const AGREEMENTS: FeedRecord[] = [
  {
    type: "agreement",
    number: "100200",
    program: "PA",
    customer: { country: "JP", number: "1234567" },
    level: "E",
  },
  {
    type: "agreement",
    number: "100300",
    program: "PA",
    customer: { country: "KR", number: "654321" },
    level: "D",
  },
  {
    type: "agreement",
    number: "100042",
    program: "PA",
    customer: { country: "JP", number: "1000042" },
    level: "BL",
  },
  {
    type: "agreement",
    number: "100500",
    program: "PA",
    customer: { country: "US", number: "2000001" },
    level: "E",
  },
];

interface Site {
  readonly number: string;
  readonly program: string;
  readonly agreement?: string;
  readonly customer: readonly [country: string, number: string];
  readonly name: string;
  readonly address: readonly [
    street: string,
    city: string,
    region: string | null,
    postalCode: string,
    country: string,
  ];
  readonly department: string | null;
  readonly phone: string | null;
  readonly fax: string | null;
  readonly language: string;
  readonly registeredOn: LocalDate;
  readonly contact: readonly [givenName: string, familyName: string, email?: string];
  readonly reseller?: readonly [name: string, email: string];
}

const SITES: readonly Site[] = [
  {
    number: "7001234",
    program: "PA",
    agreement: "100200",
    customer: ["JP", "1234567"],
    name: "青葉商事 仙台本社",
    address: ["青葉区一番町1-2-3", "仙台市", "宮城県", "980-0811", "JP"],
    department: "情報システム部",
    phone: "022-000-0001",
    fax: "022-000-0002",
    language: "ja",
    registeredOn: "2009-03-12",
    contact: ["花", "森", "hana@aoba.example"],
    reseller: ["さくらパートナーズ", "orders@sakura.example"],
  },
  {
    number: "7005555",
    program: "PA",
    agreement: "100200",
    customer: ["JP", "1234567"],
    name: "青葉商事 大阪支店",
    address: ["北区梅田2-4-6", "大阪市", "大阪府", "530-0001", "JP"],
    department: "総務部",
    phone: "06-0000-0001",
    fax: null,
    language: "ja",
    registeredOn: "2012-04-02",
    contact: ["花", "森", "hana@aoba.example"],
  },
  {
    number: "3005678",
    program: "PA",
    agreement: "100300",
    customer: ["KR", "654321"],
    name: "한강시스템 서울 본사",
    address: ["용산구 한강대로 100", "서울특별시", null, "04320", "KR"],
    department: "전산팀",
    phone: "02-000-0001",
    fax: "02-000-0002",
    language: "ko",
    registeredOn: "2010-06-01",
    contact: ["서연", "김", "seoyeon@hangang.example"],
    reseller: ["남산소프트", "orders@namsan.example"],
  },
  {
    number: "7009999",
    program: "FCT",
    customer: ["KR", "654321"],
    name: "한강시스템 부산 연구소",
    address: ["해운대구 센텀로 9", "부산광역시", null, "48058", "KR"],
    department: "연구기획팀",
    phone: "051-000-0001",
    fax: null,
    language: "ko",
    registeredOn: "2007-01-15",
    contact: ["서연", "김", "seoyeon@hangang.example"],
  },
  {
    number: "7004321",
    program: "PAE",
    customer: ["TW", "7654321"],
    name: "福爾摩沙證券 台北總公司",
    address: ["信義區信義路五段7號", "台北市", null, "110", "TW"],
    department: "資訊處",
    phone: "02-0000-0001",
    fax: "02-0000-0002",
    language: "zh-TW",
    registeredOn: "2015-07-01",
    contact: ["麗華", "陳", "lihua@formosa.example"],
    reseller: ["玉山科技", "orders@yushan.example"],
  },
  {
    number: "7000042",
    program: "PA",
    agreement: "100042",
    customer: ["JP", "1000042"],
    name: "港南海運 横浜",
    address: ["中区海岸通5", "横浜市", "神奈川県", "231-0002", "JP"],
    department: "海務部",
    phone: "045-000-0001",
    fax: "045-000-0002",
    language: "ja",
    registeredOn: "2003-04-15",
    contact: ["健", "港", "ken@minato.example"],
  },
  {
    number: "7012345",
    program: "PA",
    agreement: "100500",
    customer: ["US", "2000001"],
    name: "Blue Ridge Instruments, Asheville",
    address: ["12 Haywood Street", "Asheville", "NC", "28801", "US"],
    department: "IT Operations",
    phone: "+1 828 555 0100",
    fax: "+1 828 555 0101",
    language: "en",
    registeredOn: "2011-09-01",
    contact: ["Grace", "Okafor", "grace@blueridge.example"],
  },
  {
    number: "3003333",
    program: "OEM",
    customer: ["US", "2000001"],
    name: "Blue Ridge Instruments, Products",
    address: ["40 Industrial Parkway", "Greenville", "SC", "29607", "US"],
    department: "Engineering",
    phone: "+1 864 555 0100",
    fax: null,
    language: "en",
    registeredOn: "2013-02-11",
    contact: ["Grace", "Okafor", "grace@blueridge.example"],
  },
  {
    number: "3002222",
    program: "FCT",
    customer: ["KR", "3000006"],
    name: "제주모빌리티 제주",
    address: ["첨단로 242", "제주시", null, "63309", "KR"],
    department: null,
    phone: "064-000-0001",
    fax: null,
    language: "ko",
    registeredOn: "2006-05-08",
    contact: ["하준", "고", "hajun@jejumobility.example"],
  },
];

/** The whole demo as records of the feed, in an order in which nobody needs to look ahead. */
export function demoFeed(today: LocalDate, releases: readonly DemoRelease[]): FeedRecord[] {
  return [
    ...demoCatalog(),
    ...CUSTOMERS,
    ...AGREEMENTS,
    ...SITES.map(siteRecord),
    ...demoOrders(today),
    ...releases.map((release) => ({ type: "release", ...release })),
  ];
}

function siteRecord(site: Site): FeedRecord {
  const { agreement, customer, address, contact, reseller, ...rest } = site;
  const [street, city, region, postalCode, country] = address;
  const [givenName, familyName, email] = contact;
  return {
    type: "site",
    ...rest,
    ...(agreement === undefined ? {} : { agreement }),
    customer: { country: customer[0], number: customer[1] },
    address: { street, city, region, postalCode, country },
    contact: { givenName, familyName, ...(email === undefined ? {} : { email }) },
    ...(reseller === undefined ? {} : { reseller: { name: reseller[0], email: reseller[1] } }),
  };
}

/** The days around which a site's orders lie. */
interface Days {
  readonly today: LocalDate;
  /** The next anniversary of 7001234, a month or two ahead: its quote is open. */
  readonly anniversary: LocalDate;
  /** The first of this month: the anniversary of 7005555, after which what was not renewed is deferred. */
  readonly first: LocalDate;
}
type When = (days: Days) => LocalDate;

/** So many months before the next anniversary of 7001234, and days after that. */
const before =
  (months: number, days: number): When =>
  ({ anniversary }) =>
    addDays(addMonths(anniversary, -months), days);
/** So many months before the first of this month, and days after that. */
const ago =
  (months: number, days: number): When =>
  ({ first }) =>
    addDays(addMonths(first, -months), days);

/** The day, or months before today; part and quantity of each line; `renews` names an earlier order of the site. */
type OrderPlan = readonly [site: string, monthsAgo: number | When, lines: readonly LinePlan[]];
type LinePlan = readonly [part: string, quantity: number, renews?: readonly [order: number, line: number]];

const PLANS: readonly OrderPlan[] = [
  [
    "7001234", // its anniversaries; DOORS has lapsed since
    before(49, 11),
    [
      ["D55WJLL", 5],
      ["D09LELL", 10],
    ],
  ],
  [
    "7001234",
    before(36, -20),
    [
      ["E025QLL", 5, [0, 1]],
      ["E075NLL", 10, [0, 2]],
    ],
  ],
  ["7001234", before(24, -15), [["E025QLL", 5, [0, 1]]]],
  [
    "7001234", // covered until four months after the anniversary: 8 months are due
    before(9, 10),
    [
      ["D0Q91LL", 4],
      ["D0R01LL", 12],
    ],
  ],
  ["7001234", before(7, 4), [["D0M61LL", 250]]],
  ["7001234", before(2, 1), [["D0G31LL", 3]]], // until a month before the anniversary after it: 1 month,
  [
    "7005555", // not renewed at the anniversary: deferred until three months after it
    ago(10, 10),
    [
      ["D55WJLL", 2],
      ["D0M61LL", 80],
    ],
  ],
  ["7005555", ago(37, 4), [["D0K41LL", 6]]],
  [
    "3005678",
    26,
    [
      ["D0K41LL", 20],
      ["D0L51LL", 20],
    ],
  ],
  ["3005678", 15, [["E0K42LL", 20, [8, 1]]]],
  ["3005678", 8, [["D09LELL", 15]]],
  [
    "3005678",
    2,
    [
      ["D0P81LL", 6],
      ["D55WJLL", 4],
    ],
  ],
  ["7009999", 38, [["D052ALL", 4]]],
  ["7009999", 27, [["E05D7LL", 4, [12, 1]]]],
  ["7009999", 6, [["D052ALL", 8]]],
  ["7004321", 20, [["D0G31LL", 2]]], // lapsed,
  ["7004321", ago(11, 8), [["D0M61LL", 60]]], // these two end together, next month,
  ["7004321", ago(11, 15), [["D0Q91LL", 2]]],
  ["7004321", 1, [["D0N71LL", 1]]],
  ["7000042", 50, [["D0R01LL", 3]]],
  [
    "7012345",
    33,
    [
      ["D0N71LL", 2],
      ["D55WJLL", 8],
    ],
  ],
  ["7012345", 22, [["E025QLL", 8, [20, 2]]]],
  [
    "7012345",
    11,
    [
      ["D0P81LL", 10],
      ["D09LELL", 25],
    ],
  ],
  [
    "7012345",
    3,
    [
      ["D0K41LL", 12],
      ["D0L51LL", 12],
    ],
  ],
  ["3003333", 7, [["D0R01LL", 40]]],
  ["3002222", 4, [["D052ALL", 5]]],
  ["3005678", 3, [["D0M61LL", 40]]],
  ["7012345", 2, [["D0M61LL", 120]]],
  ["7001234", before(12, -12), [["E025QLL", 5, [0, 1]]]], // covered until the anniversary: 12 months are due
];

const CURRENCY_OF: Record<string, string> = { JP: "JPY", KR: "KRW", TW: "TWD", US: "USD" };

/** Relative to the month of `today`; on its first day the month before counts, for nothing is ordered in the future. */
function daysAround(today: LocalDate): Days {
  const first = `${today.slice(0, 8)}01` as LocalDate;
  return { today, first, anniversary: addMonths(first, today === first ? 1 : 2) };
}

/** Before the anniversary of 7005555 there was a quote: the day on which the demo lets the portal make it. */
export function demoQuoteDay(today: LocalDate): LocalDate {
  return addDays(daysAround(today).first, -10);
}

function demoOrders(today: LocalDate): FeedRecord[] {
  const days = daysAround(today);
  return PLANS.map(([site, when, lines], i) => ({
    type: "order",
    number: orderNumber(i),
    site,
    orderedOn: typeof when === "number" ? addDays(addMonths(today, -when), -(i % 5)) : when(days),
    lines: lines.map(([part, quantity, renews], at) =>
      lineRecord(site, { part, quantity, renews, line: at + 1 }),
    ),
  }));
}

function orderNumber(index: number): string {
  return `SO-${4700 + index * 11}`;
}

function lineRecord(site: string, of: { part: string; quantity: number; renews: LinePlan[2]; line: number }) {
  const country = SITES.find((each) => each.number === site)?.address[4] ?? "US";
  const currency = CURRENCY_OF[country] ?? "USD";
  const unitPrice = demoPrice(of.part, currency);
  return {
    line: of.line,
    part: of.part,
    quantity: of.quantity,
    ...(unitPrice === undefined ? {} : { unitPrice, currency }),
    ...(of.renews === undefined ? {} : { renews: { order: orderNumber(of.renews[0]), line: of.renews[1] } }),
  };
}
