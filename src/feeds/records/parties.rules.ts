/** Who buys: customers, agreements, sites. Source: CONTRACT §3. */

import { recordType, type TellFault } from "../../platform/records.ts";
import { object, oneOf, optional, text } from "../../platform/shapes.ts";
import type { RecordFault } from "./faults.data.ts";
import {
  agreementNumber,
  country,
  customerKey,
  day,
  email,
  language,
  level,
  name,
  program,
  reseller,
  siteNumber,
} from "./numbers.data.ts";

export const customer = recordType("customer", {
  key: ["country", "number"],
  shape: object({ ...customerKey, name }),
  rows: (said, line) => [{ table: "feed_customers", cells: [line, said.country, said.number, said.name] }],
});

export const agreement = recordType("agreement", {
  key: ["number"],
  shape: object({ number: agreementNumber, program: oneOf(["PA"]), customer: object(customerKey), level }),
  rows: ({ number, program, customer, level }, line) => [
    { table: "feed_agreements", cells: [line, number, program, level, customer.country, customer.number] },
  ],
});

const detail = optional(text(200));
const address = object({
  street: detail,
  city: detail,
  region: detail,
  postalCode: optional(text(20)),
  country,
});

export const site = recordType("site", {
  key: ["number"],
  shape: object({
    number: siteNumber,
    program,
    agreement: optional(agreementNumber),
    customer: object(customerKey),
    name,
    address,
    department: detail,
    phone: optional(text(40)),
    fax: optional(text(40)),
    language,
    registeredOn: day(),
    contact: object({ givenName: name, familyName: name, email: optional(email) }),
    reseller,
  }),
  rows: (said, line, tell: TellFault<RecordFault>) => {
    const { address, contact, customer, reseller } = said;
    // Only PA has agreements; the other programs fit a single place. Source: BR-78h.
    if (said.program !== "PA" && said.agreement !== null)
      tell("agreement", "agreement_not_allowed", { program: said.program });
    const place = [address.street, address.city, address.region, address.postalCode, address.country];
    const person = [
      contact.givenName,
      contact.familyName,
      contact.email?.email ?? null,
      contact.email?.key ?? null,
    ];
    const from = [reseller?.name ?? null, reseller?.email?.email ?? null];
    return [
      {
        table: "feed_sites",
        cells: [
          ...[line, said.number, said.program, said.agreement, customer.country, customer.number, said.name],
          ...[
            ...place,
            said.department,
            said.phone,
            said.fax,
            said.language,
            said.registeredOn,
            ...person,
            ...from,
          ],
        ],
      },
    ];
  },
});
