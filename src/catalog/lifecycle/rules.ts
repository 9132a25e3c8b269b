/**
 * In which state of its life a version of a product is on a day, and what takes its place.
 *
 * Pure. The last day of service is served. A version that was marked as ending keeps its mark: subscription and support
 * do not prolong it. Source: DOMAIN §9.2, BR-78f; decision 0026.
 */
import type { LocalDate } from "../../platform/dates.ts";

/** EOS: end of service. `EOS_NO_DATE` is marked without a day, `EOS_BY` ends or ended on one. */
export type VersionState = "UPCOMING" | "CURRENT" | "SUPERSEDED" | "EOS_NO_DATE" | "EOS_BY";

export interface Version {
  readonly version: string;
  readonly availableOn: LocalDate;
  /** The last day of service. */
  readonly endOfServiceOn: LocalDate | null;
  readonly isEndOfServiceAnnounced: boolean;
}

export interface JudgedVersion<Given extends Version> {
  readonly given: Given;
  readonly state: VersionState;
  /** Service has ended, or was marked as ending without saying when: whoever runs it should move on. */
  readonly isAtEnd: boolean;
  readonly replacedBy: Given | null;
}

/** All versions of one product; `successors` are those of the product that takes its place, if there is one. */
export function judgeVersions<Given extends Version>(
  versions: readonly Given[],
  today: LocalDate,
  successors: readonly Given[] = [],
): JudgedVersion<Given>[] {
  const newest = newestServed(versions, today);
  const further = newest ?? newestServed(successors, today);
  return versions.map((given) => {
    const state = stateOf(given, newest, today);
    const isKept = state === "UPCOMING" || state === "CURRENT";
    const isNewer = further !== undefined && (newest === undefined || isBefore(given, further));
    const replacedBy = !isKept && isNewer ? further : null;
    return { given, state, isAtEnd: isAtEnd(given, state, today), replacedBy };
  });
}

function stateOf(version: Version, newest: Version | undefined, today: LocalDate): VersionState {
  if (version.availableOn > today) return "UPCOMING";
  if (version.endOfServiceOn !== null) return "EOS_BY";
  if (version.isEndOfServiceAnnounced) return "EOS_NO_DATE";
  return newest === undefined || isSameLine(version, newest) || !isBefore(version, newest)
    ? "CURRENT"
    : "SUPERSEDED";
}

function isAtEnd({ endOfServiceOn }: Version, state: VersionState, today: LocalDate): boolean {
  if (state === "UPCOMING") return false;
  return state === "EOS_NO_DATE" || (endOfServiceOn !== null && endOfServiceOn < today);
}

/** The newest version that is out and not marked as ending; of those that are, one whose last day is to come. */
function newestServed<Given extends Version>(
  versions: readonly Given[],
  today: LocalDate,
): Given | undefined {
  const out = versions.filter(({ availableOn }) => availableOn <= today);
  const unmarked = out.filter((version) => !version.isEndOfServiceAnnounced);
  const ending = out.filter(({ endOfServiceOn }) => endOfServiceOn !== null && endOfServiceOn >= today);
  return newestOf(unmarked) ?? newestOf(ending);
}

function newestOf<Given extends Version>(versions: readonly Given[]): Given | undefined {
  return versions.reduce<Given | undefined>(
    (newest, version) => (newest === undefined || isBefore(newest, version) ? version : newest),
    undefined,
  );
}

/** By the day on which it came out; of one day, by number. */
function isBefore(one: Version, other: Version): boolean {
  if (one.availableOn !== other.availableOn) return one.availableOn < other.availableOn;
  return compareVersions(one.version, other.version) < 0;
}

/** 9.40 is after 9.5: the numbers between the dots count as numbers. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [one.split("."), other.split(".")];
  for (let place = 0; place < Math.max(left.length, right.length); place++) {
    const [a = "", b = ""] = [left[place], right[place]];
    const [x, y] = [Number.parseInt(a, 10), Number.parseInt(b, 10)];
    if (x !== y && !Number.isNaN(x) && !Number.isNaN(y)) return x < y ? -1 : 1;
    if (a !== b) return a < b ? -1 : 1;
  }
  return 0;
}

/** Versions with the same first number are sold side by side: "ClearCase V7.0 & V7.1". */
function isSameLine(one: Version, other: Version): boolean {
  return one.version.split(".")[0] === other.version.split(".")[0];
}
