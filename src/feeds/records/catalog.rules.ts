/** What the vendor sells: products, versions, parts, prices. Source: CONTRACT §3. */

import { recordType, type TellFault } from "../../platform/records.ts";
import {
  integer,
  list,
  object,
  oneOf,
  optional,
  type Shape,
  text,
  type ValueOf,
  yesOrNo,
} from "../../platform/shapes.ts";
import type { RecordFault } from "./faults.data.ts";
import { code, currency, day, level, name, partNumber, program, unitPrice } from "./numbers.data.ts";

const description = optional(text(2000), "");

/** The same in the customers' languages; where one is absent, `description` stands. */
const descriptions = optional(
  object({
    en: optional(text(2000)),
    ja: optional(text(2000)),
    ko: optional(text(2000)),
    "zh-TW": optional(text(2000)),
  }),
);

/** As JSON: the languages that are there. */
function inLanguages(said: ValueOf<typeof descriptions>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(said ?? {}).filter(([, words]) => words !== null)));
}

export const product = recordType("product", {
  key: ["code"],
  shape: object({
    code,
    name,
    brand: name,
    group: name,
    description,
    descriptions,
    keyScheme: optional(oneOf(["none", "activation-kit", "version-based", "date-based"]), "none"),
    renewalKeys: optional(yesOrNo(), false),
    replacedBy: optional(code),
  }),
  rows: (said, line, tell: TellFault<RecordFault>) => {
    if (said.replacedBy === said.code) tell("replacedBy", "product_replaces_itself");
    const cells = [line, said.code, said.name, said.brand, said.group, said.description, said.keyScheme];
    const more = [said.renewalKeys, inLanguages(said.descriptions), said.replacedBy];
    return [{ table: "feed_products", cells: [...cells, ...more] }];
  },
});

export const version = recordType("version", {
  key: ["product", "version"],
  shape: object({
    product: code,
    version: code,
    availableOn: day(),
    endOfServiceOn: optional(text(10, (plain) => (plain === "announced" ? plain : dateIn(plain)))),
  }),
  rows: ({ product, version, availableOn, endOfServiceOn: end }, line) => [
    {
      table: "feed_versions",
      cells: [line, product, version, availableOn, end === "announced" ? null : end, end !== null],
    },
  ],
});

function dateIn(plain: string): string | undefined {
  return day().read(plain, "", () => {});
}

/** Subscription and support is one offering: neither half is sold by itself. Source: BR-77. */
const APART = /^(support|updates?|upgrades?|subscription)[ _-]?only$/i;
const soldKind = oneOf(["license", "renewal", "reinstatement", "media"]);
const kind: Shape<ValueOf<typeof soldKind> | "apart"> = {
  ...soldKind,
  read: (value, field, tell) =>
    typeof value === "string" && APART.test(value.trim()) ? "apart" : soldKind.read(value, field, tell),
};

export const part = recordType("part", {
  key: ["number"],
  shape: object({
    number: partNumber,
    product: code,
    kind, // never guessed from the number's first letter: A-02
    programs: list(program, 4),
    serviceMonths: optional(integer(0, 120), 12),
    description,
    descriptions,
    points: optional(integer(0, 1_000_000), 0),
    migratesTo: optional(partNumber), // in another program
  }),
  rows: (said, line, tell: TellFault<RecordFault>) => {
    if (said.kind === "apart") tell("kind", "kind_not_sold_apart");
    if (said.migratesTo === said.number) tell("migratesTo", "part_migrates_to_itself");
    const cells = [line, said.number, said.product, said.kind, setOf(said.programs), said.serviceMonths];
    const more = [said.description, inLanguages(said.descriptions), said.points, said.migratesTo];
    return [{ table: "feed_parts", cells: [...cells, ...more] }];
  },
});

/** A PostgreSQL array; the same programs in another order are the same. */
function setOf(programs: readonly string[]): string {
  return `{${[...new Set(programs)].sort().join(",")}}`;
}

export const price = recordType("price", {
  key: [],
  shape: object({ part: partNumber, currency, level, validFrom: day(), amount: unitPrice }),
  rows: (said, line) => [
    {
      table: "feed_prices",
      cells: [line, said.part, said.currency, said.level, said.validFrom, said.amount],
    },
  ],
});
