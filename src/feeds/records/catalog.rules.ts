/** What the vendor sells: products, versions, parts, prices. Source: CONTRACT §3. */

import { recordType } from "../../platform/records.ts";
import { integer, list, object, oneOf, optional, text, yesOrNo } from "../../platform/shapes.ts";
import { amount, code, currency, day, level, name, partNumber, program } from "./numbers.data.ts";

const description = optional(text(2000), "");

export const product = recordType("product", {
  key: ["code"],
  shape: object({
    code,
    name,
    brand: name,
    group: name,
    description,
    keyScheme: optional(oneOf(["none", "activation-kit", "version-based", "date-based"]), "none"),
    renewalKeys: optional(yesOrNo(), false),
  }),
  rows: (said, line) => [
    {
      table: "feed_products",
      cells: [
        line,
        said.code,
        said.name,
        said.brand,
        said.group,
        said.description,
        said.keyScheme,
        said.renewalKeys,
      ],
    },
  ],
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

export const part = recordType("part", {
  key: ["number"],
  shape: object({
    number: partNumber,
    product: code,
    // Never guessed from the number's first letter, and no "updates only" or "support only": BR-77, A-02.
    kind: oneOf(["license", "renewal", "reinstatement", "media"]),
    programs: list(program, 4),
    serviceMonths: optional(integer(0, 120), 12),
    description,
  }),
  rows: (said, line) => [
    {
      table: "feed_parts",
      cells: [
        line,
        said.number,
        said.product,
        said.kind,
        setOf(said.programs),
        said.serviceMonths,
        said.description,
      ],
    },
  ],
});

/** A PostgreSQL array; the same programs in another order are the same. */
function setOf(programs: readonly string[]): string {
  return `{${[...new Set(programs)].sort().join(",")}}`;
}

export const price = recordType("price", {
  key: [],
  shape: object({ part: partNumber, currency, level, validFrom: day(), amount }),
  rows: (said, line) => [
    {
      table: "feed_prices",
      cells: [line, said.part, said.currency, said.level, said.validFrom, said.amount],
    },
  ],
});
