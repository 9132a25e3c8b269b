/** The one machine of site transfers and program migrations, and what each side may see of it. Pure. */
import type { Program } from "../access/index.ts";
import type { OwnSide, Side, State, StepName, Transfer } from "./transfer.data.ts";

/** What can happen to a transfer. The keys' own doings (`hold`, `free`) follow by themselves. */
export const ACTS = {
  hold: { from: ["requested", "ready"], to: "blocked" },
  free: { from: ["requested", "blocked", "support-case"], to: "ready" },
  "ask-support": { from: ["blocked"], to: "support-case" },
  normalise: { from: ["support-case"], to: "ready" },
  execute: { from: ["ready"], to: "transferred" },
  cancel: { from: ["requested", "blocked", "support-case", "ready"], to: "cancelled" },
  reject: { from: ["requested", "blocked", "support-case", "ready"], to: "rejected" },
} as const satisfies Record<string, { readonly from: readonly State[]; readonly to: State }>;
export type Act = keyof typeof ACTS;

/** Where an act leads; null when the state does not allow it. */
export function follow(state: State, act: Act): State | null {
  const { from, to }: { from: readonly State[]; to: State } = ACTS[act];
  return from.includes(state) ? to : null;
}

export const OPEN_STATES = ACTS.cancel.from;

export function isOpen(state: State): boolean {
  return follow(state, "cancel") !== null;
}

export function kindOf(from: Program, to: Program | null): "site" | "migration" | null {
  if (to === null) return null;
  return from === to ? "site" : "migration";
}

/** Express fits a single location: its licenses do not go from one Express site to another. Source: BR-78h. */
export function isSecondExpressSite(from: Program, to: Program | null): boolean {
  return from === "PAE" && to === "PAE";
}

interface SoldPart {
  readonly number: string;
  readonly kind: string;
  readonly programs: readonly Program[];
  readonly migratesTo: string | null;
}

/** What a license part is called in a program: its own number, or the one that the vendor has named. Null: unknown. */
export function partIn(program: Program, part: SoldPart, successor: SoldPart | undefined): string | null {
  if (part.programs.includes(program)) return part.number;
  return successor !== undefined && isLicenseIn(program, successor) ? successor.number : null;
}

export function isLicenseIn(program: Program, { kind, programs }: SoldPart): boolean {
  return kind === "license" && programs.includes(program);
}

/** Whether the transfer waits for keys, and for whom, in the order in which it is told. */
export const WAITS = ["keys", "support", "source-consent", "target-consent", "execution"] as const;
export type Wait = (typeof WAITS)[number];

export function waitsFor({
  state,
  sourceConsentedAt,
  targetConsentedAt,
}: Pick<Transfer, "state" | "sourceConsentedAt" | "targetConsentedAt">): Wait[] {
  if (!isOpen(state)) return [];
  const waits: Wait[] = [];
  if (state === "blocked") waits.push("keys");
  if (state === "support-case") waits.push("support");
  if (sourceConsentedAt === null) waits.push("source-consent");
  if (targetConsentedAt === null) waits.push("target-consent");
  return waits.length === 0 ? ["execution"] : waits;
}

/** Whose keys are out, and what is done about them, is the source's matter: the target sees that it is waited for. */
const OF_SOURCE: readonly (State | StepName)[] = ["blocked", "ready", "support-case", "normalised"];

export function stateFor(side: OwnSide, state: State): State {
  return side === "target" && isOpen(state) ? "requested" : state;
}

export function waitsShown(side: OwnSide, waits: readonly Wait[]): Wait[] {
  if (side === "source") return [...waits];
  const shown = waits.map((wait) => (wait === "support" ? "keys" : wait));
  return [...new Set(shown)];
}

/** What both sides see is that the other one asked, consented, declined or withdrew; never by whom or in which words. */
export function isShown(
  side: OwnSide | "vendor",
  { step, side: of }: { step: StepName; side: Side },
): boolean {
  if (side === "vendor" || side === "source" || of === "target") return true;
  return !OF_SOURCE.includes(step);
}

/** How far it is on the way: 1 requested, 2 keys returned, 3 both consented, 4 transferred. */
export function milestone(
  transfer: Pick<Transfer, "state" | "sourceConsentedAt" | "targetConsentedAt">,
): number {
  if (transfer.state === "transferred") return 5;
  const waits = waitsFor(transfer);
  if (waits.includes("keys") || waits.includes("support")) return 2;
  return waits.includes("execution") ? 4 : 3;
}

export function transfersHref(siteId: string, rest = ""): string {
  return `/sites/${siteId}/transfers${rest}`;
}

export const DESK_PATH = "/operator/transfers";
