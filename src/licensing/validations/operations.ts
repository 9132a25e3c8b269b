/** Whether a key is good. Never a refusal: "not valid" is an answer. Source: issue 5, point 7. */
import { lookAsPortal } from "../../access/index.ts";
import { signToken } from "../../license-files/index.ts";
import type { Context } from "../../platform/context.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { deskOf } from "../desk/desk.documents.ts";
import { lookUp, type Recognised, recognise } from "../desk/lookup.documents.ts";
import { findMachine } from "../desk/lookup.store.ts";
import type { KeyFacts } from "../facts.data.ts";
import { licensingSay } from "../texts.ts";
import { iso, isoOrNull } from "../time.rules.ts";
import { type Code, codeOf, type Question, type Standing } from "./rules.ts";

export interface ValidationAsked extends Question {
  readonly key: string;
  readonly nonce?: string | undefined;
}

export interface Validation {
  readonly valid: boolean;
  readonly code: Code;
  readonly detail: string;
  readonly checkedAt: string;
  readonly product: string | null;
  readonly productName: string | null;
  readonly scheme: "date-based" | "version-based" | null;
  readonly version: string | null;
  readonly coveredThrough: LocalDate | null;
  readonly expiresAt: string | null;
  readonly lock: "node-locked" | "floating" | null;
  readonly quantity: number | null;
  readonly inUse: number | null;
  /** Signed, when the question had a nonce. */
  readonly answer: string | null;
}

const NOTHING = {
  ...{ product: null, productName: null, scheme: null, version: null, coveredThrough: null },
  ...{ expiresAt: null, lock: null, quantity: null, inUse: null },
} as const;

export async function validate(context: Context, asked: ValidationAsked): Promise<Validation> {
  const recognised = await recognise(context, asked);
  const judged = await judge(context, asked, recognised);
  // A "no" may be one that somebody has just turned into a "yes": the database knows.
  if (recognised.isKnown && judged.kind === "open" && MAY_HAVE_CHANGED.includes(judged.code))
    return tell(context, asked, await judge(context, asked, await lookUp(context, asked)));
  return tell(context, asked, judged);
}

/** Activated, renewed or given another host since. */
const MAY_HAVE_CHANGED: readonly Code[] = ["not_activated", "not_covered", "wrong_host"];

type Judged =
  | Exclude<Recognised, { kind: "open" }>
  | {
      readonly kind: "open";
      readonly facts: KeyFacts;
      readonly standing: Standing | null;
      readonly code: ReturnType<typeof codeOf>;
    };

async function judge(context: Context, asked: ValidationAsked, recognised: Recognised): Promise<Judged> {
  if (recognised.kind !== "open") return recognised;
  const { facts } = recognised;
  const standing = await standingOf(context, facts, asked.machine);
  const { now } = deskOf(context.portal).time();
  return { kind: "open", facts, standing, code: codeOf(facts, asked, { standing, now }) };
}

function tell(context: Context, asked: ValidationAsked, recognised: Judged): Validation {
  const desk = deskOf(context.portal);
  const { now, wall } = desk.time();
  const checkedAt = iso(wall);
  if (recognised.kind !== "open") {
    // Whoever never had a seat of the key learns nothing of it, not even that it was.
    const code = recognised.kind === "ended" ? "revoked" : "unknown";
    if (recognised.kind === "ended")
      desk.note(context, recognised.facts, { machine: asked.machine, refusal: "revoked", at: now });
    const detail = licensingSay(context.language)(`code.${code}`);
    const answer = signed(context, asked, {
      checkedAt,
      code,
      licenseKeyId: null,
      product: null,
      coveredThrough: null,
      expiresAt: null,
    });
    return { valid: false, code, detail, checkedAt, ...NOTHING, answer };
  }
  const { facts, standing, code } = recognised;
  const isUse = code === "valid";
  desk.note(context, facts, {
    machine: isUse ? asked.machine : undefined,
    at: now,
    ...(isUse ? {} : refusalOf(code)),
  });
  return told(context, { asked, facts, standing, code, checkedAt });
}

function refusalOf(code: Code): { refusal?: string } {
  return code === "not_activated" || code === "wrong_host" ? { refusal: code } : {};
}

/** Null when no machine was named. Most often nobody else need be asked. */
async function standingOf(
  context: Context,
  facts: KeyFacts,
  machine: string | undefined,
): Promise<Standing | null> {
  if (machine === undefined) return null;
  const { siteId, keyId, lock, machines } = facts;
  if (lock === "node-locked" && machines !== null)
    return { isActive: machines.has(machine), host: machines.get(machine) ?? null, leaseUntil: null };
  return lookAsPortal(context, (scope) => findMachine(scope, { siteId, keyId, machine }));
}

interface Telling {
  readonly asked: ValidationAsked;
  readonly facts: KeyFacts;
  readonly standing: Standing | null;
  readonly code: Code;
  readonly checkedAt: string;
}

function told(context: Context, { asked, facts, standing, code, checkedAt }: Telling): Validation {
  const {
    keyId,
    productCode: product,
    productName,
    scheme,
    version,
    coveredThrough,
    lock,
    quantity,
    machines,
  } = facts;
  const ends = [facts.expiresAt, standing?.leaseUntil ?? null].filter((at) => at !== null);
  const expiresAt = isoOrNull(ends.length === 0 ? null : Math.min(...ends));
  const inUse = lock === "node-locked" ? (machines?.size ?? null) : null;
  const detail = licensingSay(context.language)(`code.${code}`, {
    product: productName,
    through: coveredThrough ?? version ?? "–",
  });
  const answer = signed(context, asked, {
    checkedAt,
    code,
    licenseKeyId: keyId,
    product,
    coveredThrough,
    expiresAt,
  });
  return {
    valid: code === "valid",
    ...{ code, detail, checkedAt, product, productName, scheme, version, coveredThrough, expiresAt },
    ...{ lock, quantity, inUse, answer },
  };
}

interface Answer {
  readonly checkedAt: string;
  readonly code: Code;
  readonly licenseKeyId: string | null;
  readonly product: string | null;
  readonly coveredThrough: LocalDate | null;
  readonly expiresAt: string | null;
}

function signed({ portal }: Context, { nonce }: ValidationAsked, answer: Answer): string | null {
  if (nonce === undefined) return null;
  const { checkedAt, code, licenseKeyId, product, coveredThrough, expiresAt } = answer;
  const valid = code === "valid";
  const content = { nonce, checkedAt, valid, code, licenseKeyId, product, coveredThrough, expiresAt };
  return signToken(portal.licenseSigning, "carnet-answer-v1", content);
}
