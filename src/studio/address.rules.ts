/**
 * The state of the studio's page in its address: what is assumed, the choice for all lines, those for single ones.
 *
 * `c.<line>`, `d.<line>` and `n.<line>` are choice, day and number. Whatever is no such thing is told and not used. Pure.
 */
import { isLocalDate, type LocalDate } from "../platform/dates.ts";
import {
  CHOICES,
  type Choice,
  type ChoiceName,
  HORIZONS,
  type LineChoice,
} from "./simulation/choices.data.ts";

export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface View {
  readonly on: LocalDate | null;
  readonly horizonMonths: number;
  readonly priceChangePercent: number;
  /** Null: the scenario's, else to renew now. */
  readonly standard: Choice | null;
  readonly choices: readonly LineChoice[];
  /** Lines whose choice in the scenario does not count: they are as all lines. */
  readonly released: readonly string[];
  readonly scenarioId: string | null;
  /** From 1. */
  readonly page: number;
  /** Fields that say nothing of use. */
  readonly faults: readonly ("on" | "change" | "allOn")[];
}

/** As many choices for single lines as an address holds. */
export const MOST_IN_ADDRESS = 60;

export const RELEASED = "all";

export function viewOf(query: Query): View {
  const given = (name: string) => {
    const value = query[name];
    return typeof value === "string" && value !== "" ? value : null;
  };
  const on = dayIn(given("on"));
  const allOn = dayIn(given("allOn"));
  const change = wholeIn(given("change"), -50, 200);
  const months = Number(given("horizon"));
  const all = nameIn(given("all"));
  const lines = Object.keys(query).filter((name) => name.startsWith("c.") && name.length <= 102);
  const choices = lines.flatMap((name): LineChoice[] => {
    const choice = nameIn(given(name));
    const lineId = name.slice(2);
    if (choice === null) return [];
    const quantity = wholeIn(given(`n.${lineId}`), 1, 100_000) ?? null;
    return [{ lineId, choice, on: dayIn(given(`d.${lineId}`)) ?? null, quantity }];
  });
  const faults = [
    on === undefined ? (["on"] as const) : [],
    change === undefined ? (["change"] as const) : [],
    allOn === undefined ? (["allOn"] as const) : [],
  ];
  return {
    on: on ?? null,
    horizonMonths: HORIZONS.find((each) => each === months) ?? HORIZONS[0],
    priceChangePercent: change ?? 0,
    standard: all === null ? null : { choice: all, on: allOn ?? null, quantity: null },
    choices: choices.slice(0, MOST_IN_ADDRESS),
    released: lines.filter((name) => given(name) === RELEASED).map((name) => name.slice(2)),
    scenarioId: given("scenario"),
    page: wholeIn(given("page"), 1, 10_000) ?? 1,
    faults: faults.flat(),
  };
}

/** Null: nothing was given; undefined: something else than a day. */
function dayIn(text: string | null): LocalDate | null | undefined {
  if (text === null) return null;
  return isLocalDate(text) && text >= "1900" && text < "2200" ? text : undefined;
}

function wholeIn(text: string | null, least: number, most: number): number | null | undefined {
  if (text === null) return null;
  const number = Number(text.normalize("NFKC").replace("−", "-"));
  return Number.isInteger(number) && number >= least && number <= most ? number : undefined;
}

function nameIn(text: string | null): ChoiceName | null {
  return CHOICES.find((name) => name === text) ?? null;
}

/** The choices that hold: those of the address over those of the scenario. */
export function mergedChoices(view: View, kept: readonly LineChoice[]): LineChoice[] {
  const changed = new Set([...view.choices.map(({ lineId }) => lineId), ...view.released]);
  return [...kept.filter(({ lineId }) => !changed.has(lineId)), ...view.choices];
}

/** The fields of the view, but for those of single lines. */
export function commonFields(view: View): Record<string, string> {
  const { on, horizonMonths, priceChangePercent, standard, scenarioId } = view;
  return filled({
    scenario: scenarioId,
    on,
    horizon: horizonMonths === HORIZONS[0] ? null : String(horizonMonths),
    change: priceChangePercent === 0 ? null : String(priceChangePercent),
    all: standard?.choice,
    allOn: standard?.on,
  });
}

/** The fields of single lines, but for those that are left out. */
export function lineFields(view: View, without: ReadonlySet<string> = new Set()): Record<string, string> {
  const chosen = view.choices.flatMap(({ lineId, choice, on, quantity }) => [
    [lineId, `c.${lineId}`, choice] as const,
    [lineId, `d.${lineId}`, on] as const,
    [lineId, `n.${lineId}`, quantity === null ? null : String(quantity)] as const,
  ]);
  const released = view.released.map((lineId) => [lineId, `c.${lineId}`, RELEASED] as const);
  const kept = [...chosen, ...released].filter(([lineId]) => !without.has(lineId));
  return filled(Object.fromEntries(kept.map(([, name, value]) => [name, value])));
}

function filled(fields: Record<string, string | null | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] != null && entry[1] !== ""),
  );
}
