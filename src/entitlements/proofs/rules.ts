/**
 * Proofs of entitlement: what becomes of an order's proof, and what a proof says. Pure.
 *
 * The document is JSON whose exact bytes are signed. Its schema is its purpose: a signature over anything else is none
 * over a proof. It names its key and its check code, so that neither can be swapped. Its days are those that were known
 * when it was issued; both ends of a range are covered. Source: DOMAIN §3.16, D-11.
 *
 * An order of licenses alone has a document of the first schema. One that renews or reinstates has one of the second:
 * each line says its kind, which license it continues, and the days that it brought itself.
 */
import { z } from "zod";
import { type SiteFacts, timeZoneOf } from "../../agreements/index.ts";
import type { PartFacts } from "../../catalog/index.ts";
import type { Order } from "../../orders/index.ts";
import { dateOf, daysBetween, type LocalDate } from "../../platform/dates.ts";
import type { EntitlementLine } from "../line.data.ts";

const LICENSES = "carnet-proof-v1";
const CONTINUING = "carnet-proof-v2";

/** The job that makes the proofs that are due. */
export const PROOFS_JOB = "entitlements.issue-proofs";

/** A `LocalDate`. */
const Day = z.templateLiteral([z.number(), "-", z.number(), "-", z.number()]);

const LicenseLine = z.object({
  line: z.int(),
  partNumber: z.string(),
  description: z.string(),
  productName: z.string(),
  quantity: z.int(),
  services: z.array(z.enum(["subscription-and-support"])),
  coveredFrom: Day.nullable(),
  coveredThrough: Day.nullable(),
});

const AnyLine = LicenseLine.extend({
  kind: z.enum(["license", "renewal", "reinstatement"]),
  continues: z
    .object({ orderNumber: z.string(), line: z.int() })
    .nullable()
    .describe("The license that a renewal or reinstatement continues, by its order and line"),
});

const HEAD = {
  checkCode: z.string(),
  version: z.int(),
  issuedAt: z.iso.datetime(),
  issuer: z.string(),
  keyId: z.string(),
  customer: z.object({ name: z.string(), country: z.string(), number: z.string() }),
  site: z.object({ number: z.string(), name: z.string(), program: z.string() }),
  agreementNumber: z.string().nullable(),
  order: z.object({ number: z.string(), orderedOn: Day, revision: z.int() }),
  license: z.literal("perpetual"),
};

/** What the paper says; also what the API answers. */
export const DocumentReply = z.discriminatedUnion("schema", [
  z
    .object({ schema: z.literal(LICENSES), ...HEAD, lines: z.array(LicenseLine) })
    .meta({ id: "ProofOfLicenses" }),
  z
    .object({ schema: z.literal(CONTINUING), ...HEAD, lines: z.array(AnyLine) })
    .meta({ id: "ProofOfRenewals" }),
]);

export type ProofDocument = Readonly<z.infer<typeof DocumentReply>>;
export type ProofLine = ProofDocument["lines"][number];

export const STATES = ["valid", "superseded", "withdrawn"] as const;
export type ProofState = (typeof STATES)[number];

/** A line of an order as it was ordered, with the days of coverage that it brought itself. */
export interface OrderedLine {
  readonly orderId: string;
  readonly line: number;
  readonly partNumber: string;
  readonly quantity: number;
  /** Of the license that is covered by it; null when it covers none. */
  readonly productName: string | null;
  /** The order and line of the license that it continues. */
  readonly renewsOrder: string | null;
  readonly renewsLine: number | null;
  readonly coveredFrom: LocalDate | null;
  readonly coveredThrough: LocalDate | null;
}

/** What a proof is made of. */
export interface ProofFacts {
  readonly order: Order;
  readonly site: SiteFacts;
  /** The licenses that the order brought. */
  readonly licenses: readonly EntitlementLine[];
  /** All lines of the order, in their order. */
  readonly lines: readonly OrderedLine[];
  readonly parts: ReadonlyMap<string, PartFacts>;
  readonly seal: Pick<ProofDocument, "checkCode" | "version" | "issuedAt" | "issuer" | "keyId">;
}

/** Its fields have one order, so equal facts give equal bytes. */
export function documentOf(facts: ProofFacts): ProofDocument {
  const { licenses, lines, parts } = facts;
  if (countContinuing(lines) > 0) return { schema: CONTINUING, ...headOf(facts), lines: anyLines(facts) };
  const licensed = licenses.map((line) => licenseLine(line, parts.get(line.partNumber)));
  return { schema: LICENSES, ...headOf(facts), lines: licensed };
}

function headOf({ order, site, seal }: ProofFacts) {
  return {
    checkCode: seal.checkCode,
    version: seal.version,
    issuedAt: seal.issuedAt,
    issuer: seal.issuer,
    keyId: seal.keyId,
    customer: { name: site.customer.name, country: site.customer.country, number: site.customer.number },
    site: { number: site.number, name: site.name, program: site.program },
    agreementNumber: site.agreementNumber,
    order: { number: order.number, orderedOn: order.orderedOn, revision: order.revision },
    license: "perpetual",
  } as const;
}

function licenseLine(line: EntitlementLine, part: PartFacts | undefined): z.infer<typeof LicenseLine> {
  return {
    line: line.orderLine,
    partNumber: line.partNumber,
    description: part?.description ?? line.productName,
    productName: line.productName,
    quantity: line.quantity,
    ...servicesOf(line),
  };
}

/** Licenses and what continues others; nothing else of an order entitles to anything. */
function anyLines({ licenses, lines, parts }: ProofFacts): z.infer<typeof AnyLine>[] {
  return lines.flatMap((line): z.infer<typeof AnyLine>[] => {
    const part = parts.get(line.partNumber);
    const license = licenses.find(({ orderLine }) => orderLine === line.line);
    const productName = license?.productName ?? line.productName ?? part?.productName ?? line.partNumber;
    const said = {
      line: line.line,
      partNumber: line.partNumber,
      description: part?.description ?? productName,
      productName,
      quantity: line.quantity,
      ...servicesOf(line),
    };
    const { renewsOrder, renewsLine } = line;
    if (renewsOrder === null || renewsLine === null) {
      return license === undefined ? [] : [{ ...said, kind: "license", continues: null }];
    }
    const kind = part?.kind === "reinstatement" ? "reinstatement" : "renewal";
    return [{ ...said, kind, continues: { orderNumber: renewsOrder, line: renewsLine } }];
  });
}

function servicesOf({ coveredFrom, coveredThrough }: Pick<OrderedLine, "coveredFrom" | "coveredThrough">) {
  const services: z.infer<typeof LicenseLine>["services"] =
    coveredThrough === null ? [] : ["subscription-and-support"];
  return { services, coveredFrom, coveredThrough };
}

/** How many lines renew or reinstate a license. */
export function countContinuing(lines: readonly OrderedLine[]): number {
  return lines.filter(({ renewsOrder }) => renewsOrder !== null).length;
}

/** What was written, read back; undefined when it is no such document any more. */
export function readDocument(text: string): ProofDocument | undefined {
  try {
    return DocumentReply.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** What the mail D-11 is written from. */
export interface ProofMailFacts {
  readonly siteId: string;
  readonly proofId: string;
  readonly contactName: string;
  readonly checkCode: string;
  /** Of the proof; `document` has the first of them. */
  readonly lineCount: number;
  readonly document: Pick<
    ProofDocument,
    "customer" | "site" | "agreementNumber" | "order" | "version" | "lines"
  >;
}

/**
 * What an order that was booked or revised asks for: a (newer) proof while it holds licenses, renewals or
 * reinstatements, none any more when it lost them, nothing where the program offers no proofs. A media kit entitles to
 * nothing.
 */
export function decideProof(order: {
  readonly isOffered: boolean;
  readonly lineCount: number;
  readonly latest: ProofState | undefined;
}): "issue" | "withdraw" | "nothing" {
  if (!order.isOffered) return "nothing";
  if (order.lineCount > 0) return "issue";
  return order.latest === "valid" ? "withdraw" : "nothing";
}

/** An order that is old when its proof is made, in the site's zone, is history: nobody waits for its paper. */
export function isNews(
  proof: { readonly orderedOn: LocalDate; readonly issuedAt: Date },
  days: number,
  timeZone: string,
) {
  return daysBetween(proof.orderedOn, dateOf(proof.issuedAt, timeZone)) <= days;
}

/** The day of issue, as the customer's country counts it: never before the day of the order. */
export function issuedOn({ issuedAt, customer }: Pick<ProofDocument, "issuedAt" | "customer">): LocalDate {
  return dateOf(new Date(issuedAt), timeZoneOf(customer.country));
}
