/** Why a line comes to what it does, in sentences and in a formula with its numbers. */
import type { Language } from "../platform/language.ts";
import { amountText, dayText } from "../web/locale/formats.ts";
import type { Assumptions } from "./simulation/choices.data.ts";
import type { Ground } from "./simulation/ground.data.ts";
import type { Note, SimulatedLine } from "./simulation/simulation.rules.ts";
import type { Step } from "./simulation/steps.rules.ts";
import { studioSay } from "./texts.ts";

/** For whom and on what ground it is told. */
export interface Telling {
  readonly language: Language;
  readonly ground: Omit<Ground, "lines">;
  readonly assumed: Assumptions;
  /** The sales desk, for what the portal cannot tell or do. */
  readonly sales: string;
}

export interface Explanation {
  /** What is ordered by the choice, each with how its amount comes about; none without an order or a price. */
  readonly orders: readonly { readonly text: string; readonly formula: string | null }[];
  readonly notes: readonly string[];
  /** What coverage is worth: the days without it. */
  readonly gaps: readonly string[];
  readonly following: string | null;
}

export function explanationOf(result: SimulatedLine, telling: Telling): Explanation {
  const chosen = result.steps.filter(({ isFollowing }) => !isFollowing);
  const none = { text: withoutOrder(result, telling), formula: null };
  return {
    orders: chosen.length === 0 ? [none] : chosen.map((step) => orderText(step, telling)),
    notes: result.notes.map((note) => noteText(note, telling)),
    gaps: result.gaps.map(({ from, through, days }) => {
      const { say, day } = tools(telling);
      return say("gap", { days, from: day(from), through: day(through) });
    }),
    following: followingText(result, telling),
  };
}

/** The same as one text, for sheets and programs. */
export function plainExplanation(result: SimulatedLine, telling: Telling): string {
  const { orders, notes, gaps, following } = explanationOf(result, telling);
  const sentences = orders.flatMap(({ text, formula }) => (formula === null ? [text] : [text, formula]));
  return [...sentences, ...notes, ...gaps, ...(following === null ? [] : [following])].join(" ");
}

function tools({ language, ground }: Telling) {
  return {
    say: studioSay(language),
    day: (date: Parameters<typeof dayText>[1]) => dayText(language, date),
    money: (amount: number) => amountText(language, { amount, currency: ground.currency }),
  };
}

function orderText(step: Step, telling: Telling) {
  const { say, day } = tools(telling);
  const term = { from: day(step.coveredFrom), through: day(step.coveredThrough) };
  const text =
    step.kind === "renewal"
      ? say("does.renewal", { ...term, months: step.months ?? 12 })
      : say(`does.${step.kind}`, term);
  return { text, formula: formulaOf(step, telling) };
}

/** `5 × ¥1,200 × 8/12 = ¥4,000`: the same in every language. */
export function formulaOf({ quantity, unitPrice, months, amount }: Step, telling: Telling): string | null {
  if (unitPrice === null || amount === null) return null;
  const { money } = tools(telling);
  const share = months === null ? "" : ` × ${months}/12`;
  return `${quantity} × ${money(unitPrice)}${share} = ${money(amount)}`;
}

function withoutOrder({ line, steps }: SimulatedLine, telling: Telling): string {
  const { say, day } = tools(telling);
  if (steps.length > 0) return say("does.already");
  const isOver = line.coveredThrough < telling.assumed.on;
  return say(isOver ? "does.ended" : "does.nothing", { day: day(line.coveredThrough) });
}

function followingText({ steps }: SimulatedLine, telling: Telling): string | null {
  const years = steps.filter(({ isFollowing }) => isFollowing);
  const [next] = years;
  if (next === undefined || years.some(({ amount }) => amount === null)) return null;
  const { say, day, money } = tools(telling);
  const amount = money(years.reduce((sum, step) => sum + (step.amount ?? 0), 0));
  return say("following", { count: years.length, day: day(next.on), amount });
}

function noteText(note: Note, telling: Telling): string {
  const { say, day } = tools(telling);
  const { level, pricesOn, reinstatementPercent } = telling.ground;
  const list = { day: day(pricesOn), level };
  const { sales } = telling;
  switch (note.code) {
    case "held_price":
      return say("note.held_price", { number: note.number, day: day(note.day) });
    case "list_price":
    case "own_price":
      return say(`note.${note.code}`, list);
    case "changed_price":
      return say("note.changed_price", { ...list, percent: signed(telling.assumed.priceChangePercent) });
    case "percent_price":
      return say("note.percent_price", { ...list, percent: reinstatementPercent });
    case "no_price":
      return say("note.no_price", { sales });
    case "not_before_quote":
    case "price_not_held":
    case "already_lapsed":
    case "still_covered":
    case "at_anniversary":
      return say(`note.${note.code}`, { day: day(note.day) });
    case "split_by_desk":
      return say("note.split_by_desk", { kept: note.kept, dropped: note.dropped, sales });
    case "partly_covered":
      return say("note.partly_covered", { dropped: note.dropped });
    case "more_licenses":
      return say("note.more_licenses", { added: note.added });
    default:
      return say(`note.${note.code}`);
  }
}

export function signed(percent: number): string {
  return percent > 0 ? `+${percent}` : String(percent).replace("-", "−");
}
