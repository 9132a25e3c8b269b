/**
 * Proofs of entitlement: what becomes of an order's proof, and what a proof says. Pure.
 *
 * The document is JSON whose exact bytes are signed. Its schema is its purpose: a signature over anything else is none
 * over a proof. It names its key and its check code, so that neither can be swapped. Its days are those that were known
 * when it was issued; both ends of a range are covered. Source: DOMAIN §3.16, D-11.
 */
import { z } from "zod";
import type { SiteFacts } from "../../agreements/index.ts";
import type { PartFacts } from "../../catalog/index.ts";
import type { Order } from "../../orders/index.ts";
import { dateOf, daysBetween, type Instant } from "../../platform/dates.ts";
import type { EntitlementLine } from "../line.data.ts";

const SCHEMA = "carnet-proof-v1";

/** The job that makes the proofs that are due. */
export const PROOFS_JOB = "entitlements.issue-proofs";

/** A `LocalDate`. */
const Day = z.templateLiteral([z.number(), "-", z.number(), "-", z.number()]);

const ProofLine = z.object({
  line: z.int(),
  partNumber: z.string(),
  description: z.string(),
  productName: z.string(),
  quantity: z.int(),
  services: z.array(z.enum(["subscription-and-support"])),
  coveredFrom: Day.nullable(),
  coveredThrough: Day.nullable(),
});

/** What the paper says; also what the API answers. */
export const DocumentReply = z.object({
  schema: z.literal(SCHEMA),
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
  lines: z.array(ProofLine),
});

export type ProofDocument = Readonly<z.infer<typeof DocumentReply>>;

export const STATES = ["valid", "superseded", "withdrawn"] as const;
export type ProofState = (typeof STATES)[number];

/** What a proof is made of. */
export interface ProofFacts {
  readonly order: Order;
  readonly site: SiteFacts;
  readonly lines: readonly EntitlementLine[];
  readonly parts: ReadonlyMap<string, PartFacts>;
  readonly seal: Pick<ProofDocument, "checkCode" | "version" | "issuedAt" | "issuer" | "keyId">;
}

/** Its fields have one order, so equal facts give equal bytes. */
export function documentOf({ order, site, lines, parts, seal }: ProofFacts): ProofDocument {
  return {
    schema: SCHEMA,
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
    lines: lines.map((line) => documentLine(line, parts.get(line.partNumber))),
  };
}

function documentLine(line: EntitlementLine, part: PartFacts | undefined): ProofDocument["lines"][number] {
  const isCovered = line.coveredThrough !== null;
  return {
    line: line.orderLine,
    partNumber: line.partNumber,
    description: part?.description ?? line.productName,
    productName: line.productName,
    quantity: line.quantity,
    services: isCovered ? ["subscription-and-support"] : [],
    coveredFrom: line.coveredFrom,
    coveredThrough: line.coveredThrough,
  };
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
 * What an order that was booked or revised asks for: a (newer) proof while it holds licenses, none any more when it
 * lost them, nothing where the program offers no proofs.
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

/** An order that was old when it arrived, in the site's zone, is history: nobody waits for its paper. */
export function isNews(
  order: { readonly orderedOn: Order["orderedOn"]; readonly bookedAt: Instant },
  days: number,
  timeZone: string,
) {
  return daysBetween(order.orderedOn, dateOf(new Date(order.bookedAt), timeZone)) <= days;
}
