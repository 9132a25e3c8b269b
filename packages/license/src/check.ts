/** What a genuine file or lease is worth to this program, on this machine, at this moment. */
import { type CheckCode, type LocalCode, type Refusal, refused } from "./codes.ts";
import type { HostFact, Lease, LicenseFile, LicenseKey } from "./documents.ts";
import { isHost } from "./hosts.ts";
import { isDay } from "./payload.ts";
import { AHEAD_MS, findClockFault, isOlder, type State } from "./state.ts";

/** What a program says of itself. */
export interface Program {
  /** The product's code. */
  readonly product: string;
  /** "8.1.2": numbers and dots; what a version-based key is held against. */
  readonly version?: string | undefined;
  /** "2010-03-31", the day on which this version came out; what a date-based key is held against. */
  readonly releasedOn?: string | undefined;
}

export interface Question extends Program {
  /** All that is known of this machine; keys for `any` host need none. */
  readonly hosts: readonly HostFact[];
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  /** Is written to: keep it. */
  readonly state: State;
}

export interface Check {
  readonly ok: boolean;
  readonly code: LocalCode;
  /** The fact behind the code, for a log: an id, a host, an instant, a number. */
  readonly detail: string;
  /** The key that was judged; null where it did not come to one. */
  readonly key: LicenseKey | null;
  /** The first instant at which it is over; null: it lasts, or there is nothing that could end. */
  readonly until: string | null;
}

/** The farther a key came, the more its refusal tells. */
const RANK: readonly LocalCode[] = [
  "clock_rolled_back",
  "not_yet",
  "older_file",
  "wrong_host",
  "wrong_product",
  "revoked",
  "not_covered",
  "expired",
  "ok",
];

/**
 * Whether one of the files (read by `readLicense`) lets this program run here and now. Of several keys the one that
 * lasts longest counts; of several refusals the one that came nearest.
 */
export function checkLicense(files: LicenseFile | readonly LicenseFile[], question: Question): Check {
  const { now, state } = question;
  const all = "fileId" in files ? [files] : files;
  // Every file is seen before one is judged: so the order in which they are given is of no matter.
  const faults = all.map((file) => findClockFault(state, now, file.issuedAt));
  for (const [i, file] of all.entries()) if (!faults[i]) isOlderFile(file, state);
  const checks = all.flatMap((file, i): Check[] => {
    const fault = faults[i] ?? findFileFault(file, question);
    const keys = file.keys.filter((key) => key.product === question.product);
    if (fault) return [fault];
    return keys.length > 0 ? keys.map((key) => checkKey(key, question)) : [NO_KEY];
  });
  return checks.length > 0 ? checks.reduce(better) : NO_KEY;
}

function findFileFault(file: LicenseFile, { hosts, state }: Question): Refusal<CheckCode> | undefined {
  const { host, sequence } = file;
  if (isOlderFile(file, state)) return refused("older_file", `${sequence}`);
  return isHost(host, hosts) ? undefined : refused("wrong_host", `${host.kind} ${host.value}`);
}

function checkKey(key: LicenseKey, question: Question): Check {
  const { startsAt, expiresAt } = key;
  const isEarly = startsAt && Date.parse(startsAt) > question.now + AHEAD_MS;
  const fault = isEarly ? refused<CheckCode>("not_yet", startsAt) : findFault(key, key.id, question);
  return verdict(fault, key.id, key, expiresAt);
}

/** Of what a key and a seat have in common. */
function findFault(
  right: Covering & { readonly expiresAt: string | null },
  id: string,
  question: Program & { readonly now: number; readonly state: State },
): Refusal<CheckCode> | undefined {
  const { expiresAt } = right;
  if (question.state.revoked.includes(id)) return refused("revoked", id);
  if (!isCovered(right, question)) return refused("not_covered", id);
  return expiresAt && question.now >= Date.parse(expiresAt) ? refused("expired", expiresAt) : undefined;
}

export interface LeaseQuestion extends Program {
  readonly machine: string;
  readonly now: number;
  /** Is written to: keep it. */
  readonly state: State;
}

/** Whether a seat's lease (read by `readLease`) lets this program run on this machine at this moment. */
export function checkLease(lease: Lease, question: LeaseQuestion): Check {
  const { state, now, machine, product } = question;
  const { leaseId, sequence, keyId, expiresAt, issuedAt } = lease;
  const fault: Refusal<CheckCode> | undefined =
    findClockFault(state, now, issuedAt) ??
    (isOlder(state, leaseId, sequence, keyId)
      ? refused("older_file", `${sequence}`)
      : lease.machine !== machine
        ? refused("wrong_host", lease.machine)
        : lease.product !== product
          ? refused("wrong_product", lease.product)
          : findFault(lease, lease.licenseKeyId, question));
  return verdict(fault, leaseId, null, expiresAt);
}

interface Covering {
  /** Absent in a lease: whichever of the two is told counts. */
  readonly scheme?: string;
  readonly version: string | null;
  readonly coveredThrough: string | null;
}

/** BR-66: a key opens for ever what it covers, and nothing beyond. Where nothing is told, it opens nothing. */
function isCovered({ scheme, version, coveredThrough }: Covering, program: Program): boolean {
  const { releasedOn } = program;
  return scheme === "date-based" || (!scheme && coveredThrough)
    ? coveredThrough !== null && isDay(releasedOn) && releasedOn <= coveredThrough
    : (scheme ?? "version-based") === "version-based" && isUpTo(program.version ?? "", version ?? "");
}

/** Dotted numbers, compared as numbers; a part that is missing is 0. */
function isUpTo(version: string, greatest: string): boolean {
  if (![version, greatest].every((text) => /^\d+(\.\d+)*$/.test(text))) return false;
  const [one = [], other = []] = [version, greatest].map((text) => text.split(".").map(Number));
  const at = one.findIndex((part, i) => part !== (other[i] ?? 0));
  return at < 0 || (one[at] ?? 0) < (other[at] ?? 0);
}

/** A site may have several hosts of the kind `any`, which only their names tell apart. */
function isOlderFile({ siteNumber, host, sequence, keyId }: LicenseFile, state: State): boolean {
  return isOlder(state, `${siteNumber} ${host.kind}:${host.value || host.name}`, sequence, keyId);
}

function better(one: Check, other: Check): Check {
  const [first, second] = [RANK.indexOf(one.code), RANK.indexOf(other.code)];
  if (first !== second) return first > second ? one : other;
  const last = ({ until }: Check): number => (until === null ? Number.POSITIVE_INFINITY : Date.parse(until));
  return last(one) > last(other) ? one : other;
}

function verdict(
  fault: Refusal<CheckCode> | undefined,
  id: string,
  key: LicenseKey | null,
  until: string | null,
): Check {
  return { ok: !fault, code: fault?.code ?? "ok", detail: fault?.detail ?? id, key, until };
}

const NO_KEY = refused<CheckCode>("wrong_product", "no key");
