/** DOMAIN §9.2, "Old and new versions with EOS (S004, July 2009)", as it stands there; and a feed of it. */
import type { Record } from "./feed.ts";

/** Brand | New version | Old version | EOS */
export const TABLE = `
| WebSphere | WebSphere Application Server V7.0 | V4.0, V5.0, V5.1 | EOS (no date) |
| WebSphere | WebSphere Application Server V7.0 | V6.0, V6.1 | — |
| WebSphere | WebSphere MQ V7.0 | MQ Express V5.3 | EOS (no date) |
| WebSphere | WebSphere MQ V7.0 | MQ V5.3 | EOS (no date) |
| WebSphere | WebSphere MQ V7.0 | MQ V6.0 | — |
| Rational | Rational ClearCase V7.0 & V7.1 | Version 2003.6.x | EOS (no date) |
| Rational | Rational ClearQuest V7.0 & V7.1 | Version 2003.6.x | EOS (no date) |
| Lotus | Lotus Notes/Domino V8.5 | Lotus Domino V6.0.x, V6.5.x or V7.x.x | — |
| Lotus | WebSphere Portal V6.1 | V5.x or V4.x | — |
| Information Management | Informix Dynamic Server (IDS) V11.5 | V7.3 | 2003-03-31 |
| Information Management | IDS V11.5 | V7.31 | 2009-09-30 |
| Information Management | IDS V11.5 | V9.20 | 2003-09-30 |
| Information Management | IDS V11.5 | V9.21 | 2004-06-30 |
| Information Management | IDS V11.5 | V9.30 | 2005-04-30 |
| Information Management | IDS V11.5 | V9.40 | 2009-04-30 |
| Information Management | DB2 UDB V9.7 | V7.2 | 2004-09-30 |
| Information Management | DB2 UDB V9.7 | V8.1 | 2009-04-30 |
| Information Management | DB2 UDB V9.7 | V8.2 | 2009-04-30 |
| Tivoli | Tivoli Storage Manager (TSM) V6.1 | V4.x or V5.x | — |`;

interface Listed {
  readonly code: string;
  readonly name: string;
  readonly brand: string;
  readonly descriptions: {
    readonly en: string;
    readonly ja: string;
    readonly ko: string;
    readonly "zh-TW": string;
  };
  readonly replacedBy?: string;
}

const words = (en: string, ja: string, ko: string, zhTW: string) => ({ en, ja, ko, "zh-TW": zhTW });

export const PRODUCTS: readonly Listed[] = [
  {
    code: "was",
    name: "WebSphere Application Server",
    brand: "WebSphere",
    descriptions: words(
      "Application server",
      "アプリケーション・サーバー",
      "애플리케이션 서버",
      "應用程式伺服器",
    ),
  },
  {
    code: "mq",
    name: "WebSphere MQ",
    brand: "WebSphere",
    descriptions: words("Messaging", "メッセージング", "메시징", "訊息佇列"),
  },
  {
    code: "mq-express",
    name: "MQ Express",
    brand: "WebSphere",
    replacedBy: "mq",
    descriptions: words(
      "Messaging for small companies",
      "小規模向けメッセージング",
      "소규모 메시징",
      "小型企業訊息佇列",
    ),
  },
  {
    code: "clearcase",
    name: "Rational ClearCase",
    brand: "Rational",
    descriptions: words("Version control", "構成管理", "형상 관리", "組態管理"),
  },
  {
    code: "clearquest",
    name: "Rational ClearQuest",
    brand: "Rational",
    descriptions: words("Change tracking", "変更管理", "변경 관리", "變更管理"),
  },
  {
    code: "domino",
    name: "Lotus Notes/Domino",
    brand: "Lotus",
    descriptions: words(
      "Mail and applications",
      "メールとアプリケーション",
      "메일과 애플리케이션",
      "郵件與應用程式",
    ),
  },
  {
    code: "portal",
    name: "WebSphere Portal",
    brand: "Lotus",
    descriptions: words("Web portal", "ウェブ・ポータル", "웹 포털", "入口網站"),
  },
  {
    code: "ids",
    name: "Informix Dynamic Server (IDS)",
    brand: "Information Management",
    descriptions: words("Database", "データベース", "데이터베이스", "資料庫"),
  },
  {
    code: "db2",
    name: "DB2 UDB",
    brand: "Information Management",
    descriptions: words("Database", "データベース", "데이터베이스", "資料庫"),
  },
  {
    code: "tsm",
    name: "Tivoli Storage Manager (TSM)",
    brand: "Tivoli",
    descriptions: words("Backup", "バックアップ", "백업", "備份"),
  },
];

export interface Row {
  readonly brand: string;
  readonly product: Listed;
  readonly current: readonly string[];
  /** The product whose old versions these are, and the versions. */
  readonly old: { readonly code: string; readonly versions: readonly string[] };
  readonly eos: string | null;
}

/** The table, read. */
export const ROWS: readonly Row[] = TABLE.trim()
  .split("\n")
  .map((line) => {
    const [brand = "", newer = "", older = "", eos = ""] = line
      .split("|")
      .slice(1)
      .map((cell) => cell.trim());
    const product = productOf(newer);
    const code = older.startsWith("MQ Express") ? "mq-express" : product.code;
    return {
      brand,
      product,
      current: numbersIn(newer),
      old: { code, versions: numbersIn(older) },
      eos: eos === "—" ? null : eos === "EOS (no date)" ? "announced" : eos,
    };
  });

function productOf(newer: string): Listed {
  const name = newer.replace(/ V\d.*$/, "");
  const found = PRODUCTS.find((each) => each.name === name || each.name.endsWith(`(${name})`));
  if (found === undefined) throw new Error(`no product ${name}`);
  return found;
}

function numbersIn(text: string): string[] {
  return [...text.matchAll(/(?:V|Version )(\d[\w.]*)/g)].map(([, number = ""]) => number);
}

/** The new versions came out in 2008 and 2009, the old ones long before: higher numbers later. */
export function tableFeed(): Record[] {
  const products = PRODUCTS.map(({ descriptions, ...said }) => ({
    type: "product",
    group: said.brand,
    description: descriptions.en,
    descriptions,
    ...said,
  }));
  const old = ROWS.flatMap(({ old: { code, versions }, eos }) =>
    versions.map((version) => ({
      code,
      version,
      end: eos,
      availableOn: `${1996 + Math.min(Number.parseInt(version, 10), 9)}-05-01`,
    })),
  );
  const current = new Map(
    ROWS.flatMap(({ product, current }) =>
      current.map((version) => [`${product.code} ${version}`, { code: product.code, version }]),
    ),
  );
  return [
    ...products,
    ...[...current.values()].map(({ code, version }) => ({
      type: "version",
      product: code,
      version,
      availableOn: code === "db2" ? "2009-04-22" : version === "7.0" ? "2008-03-01" : "2008-09-01",
      endOfServiceOn: null,
    })),
    ...old.map(({ code, version, end, availableOn }) => ({
      type: "version",
      product: code,
      version,
      availableOn,
      endOfServiceOn: end,
    })),
  ];
}
