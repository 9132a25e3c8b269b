/**
 * What the daily run makes at one site: quotes and their next versions, deferrals, lapses, automatic renewals.
 *
 * Day by day from the first that was not gone through, each by what the portal knew at its start; so the same comes out
 * whether it is run daily or after weeks, once or again. Pure. Source: DOMAIN §3.18, A-41, A-42, BR-68–BR-76.
 */
import { addDays, type LocalDate } from "../platform/dates.ts";
import {
  coveringOn,
  dayAfter,
  dayBefore,
  daysThatMatter,
  knownOn,
  renewalDateOf,
  renewalTerm,
  versionDay,
  windowOn,
} from "./dates.rules.ts";
import { nextDay } from "./next.rules.ts";
import type {
  Booking,
  Days,
  Lapse,
  Plan,
  PlanLine,
  PlannedLine,
  PlannedVersion,
  PlanOffer,
  PlanQuote,
  PlanSite,
  Quoted,
} from "./plan.data.ts";

export function planRun(site: PlanSite, lines: readonly PlanLine[], before: Quoted, days: Days): Plan {
  const desk = new Desk(site, lines, before);
  const dates = days.from === days.through ? [days.from] : daysThatMatter(site, lines, days);
  for (const day of dates) desk.goThrough(day, days.isStart && day === days.from);
  desk.settleKnown(addDays(days.through, 1)); // what came in today is ordered today, though it counts from tomorrow on
  return desk.planned(days.through);
}

interface Candidate {
  readonly line: PlanLine;
  readonly coveredThrough: LocalDate;
  readonly arrivedOn: LocalDate;
}

const isLive = ({ state }: PlanOffer) => state === "open" || state === "deferred";
const keyOf = (lineId: string, coveredFrom: LocalDate) => `${lineId} ${coveredFrom}`;

/** One site's quotes while its days are gone through. What it changes, it replaces: an object that stayed is unchanged. */
class Desk {
  readonly #site: PlanSite;
  readonly #lines: ReadonlyMap<string, PlanLine>;
  readonly #quotes: Map<LocalDate, PlanQuote>;
  readonly #offers: Map<string, PlanOffer>;
  readonly #versions: PlannedVersion[] = [];
  readonly #lapses: Lapse[] = [];
  #waitsFor: LocalDate | null = null;

  constructor(site: PlanSite, lines: readonly PlanLine[], { quotes, offers }: Quoted) {
    this.#site = site;
    this.#lines = new Map(lines.map((line) => [line.lineId, line]));
    this.#quotes = new Map(quotes.map((quote) => [quote.renewalOn, quote]));
    this.#offers = new Map(offers.map((offer) => [keyOf(offer.lineId, offer.coveredFrom), offer]));
  }

  goThrough(day: LocalDate, isStart: boolean): void {
    this.settleKnown(day);
    this.#passDates(day);
    this.#waitsFor = null;
    for (const [renewalOn, candidates] of this.#candidatesOn(day)) {
      const isDue = ({ arrivedOn }: Candidate) =>
        isStart || versionDay(arrivedOn, renewalOn, this.#site.quoteDays) <= day;
      if (candidates.some(isDue)) this.#makeVersion(day, renewalOn, candidates);
      else this.#wait(renewalOn, candidates);
    }
  }

  #wait(renewalOn: LocalDate, candidates: readonly Candidate[]): void {
    for (const { arrivedOn } of candidates) {
      const day = versionDay(arrivedOn, renewalOn, this.#site.quoteDays);
      if (this.#waitsFor === null || day < this.#waitsFor) this.#waitsFor = day;
    }
  }

  /** Orders that were known at the start of a day; lines that are gone, or are covered otherwise than they were. */
  settleKnown(day: LocalDate): void {
    for (const offer of this.#offers.values()) {
      const line = this.#lines.get(offer.lineId);
      if (isTakenBack(offer, line)) this.#takeBack(offer, day);
      if (!isLive(offer)) continue;
      const covering = line && coveringOn(line, offer.coveredFrom, day);
      if (covering !== undefined) this.#settle(offer, "ordered", covering.arrivedOn);
      else if (line === undefined || !hasEndBefore(line, offer.coveredFrom))
        this.#settle(offer, "withdrawn", day);
    }
    this.#closeSettled(day);
  }

  /**
   * Before the renewal date it is offered anew, in the next version. Later it stands where it would if nobody had ordered
   * it: deferred through its own end, after which it has lapsed.
   */
  #takeBack(offer: PlanOffer, day: LocalDate): void {
    const isAnew = offer.renewalOn > day;
    this.#put({ ...offer, state: isAnew ? "withdrawn" : "deferred", settledOn: isAnew ? day : null });
    const quote = isAnew ? undefined : this.#quotes.get(offer.renewalOn);
    if (quote?.state === "closed")
      this.#quotes.set(offer.renewalOn, { ...quote, state: "deferred", closedOn: null });
  }

  /** The renewal date: what ends the day before has lapsed, the rest is deferred to its own end. Source: §3.18.6–8. */
  #passDates(day: LocalDate): void {
    for (const offer of this.#offers.values()) {
      if (!isLive(offer)) continue;
      const { lineId, coveredFrom, renewalOn } = offer;
      if (coveredFrom <= day) {
        this.#settle(offer, "lapsed", coveredFrom);
        this.#lapses.push({ on: coveredFrom, lineId });
      } else if (offer.state === "open" && renewalOn <= day) {
        this.#put({ ...offer, state: "deferred" });
        const quote = this.#quotes.get(renewalOn);
        if (quote !== undefined && quote.state === "open")
          this.#quotes.set(renewalOn, { ...quote, state: "deferred" });
      }
    }
    this.#closeSettled(day);
  }

  #closeSettled(day: LocalDate): void {
    for (const quote of this.#quotes.values()) {
      if (quote.state === "closed") continue;
      const offers = this.#offersOf(quote.renewalOn);
      if (offers.some(isLive)) continue;
      const last = offers.reduce<LocalDate | null>((latest, { settledOn }) => later(latest, settledOn), null);
      this.#quotes.set(quote.renewalOn, { ...quote, state: "closed", closedOn: last ?? day });
    }
  }

  /** Lines that need cover and are in no quote, by the renewal date to which they belong. */
  #candidatesOn(day: LocalDate): Map<LocalDate, Candidate[]> {
    const window = windowOn(day, this.#site);
    const found = new Map<LocalDate, Candidate[]>();
    for (const line of this.#lines.values()) {
      const known = knownOn(line, day);
      const renewalOn = known === undefined ? null : renewalDateOf(known.coveredThrough, window);
      if (known === undefined || renewalOn === null) continue;
      const { coveredThrough } = known;
      const offer = this.#offers.get(keyOf(line.lineId, dayAfter(coveredThrough)));
      if (offer !== undefined && offer.state !== "withdrawn" && !this.#isOutdated(offer, line)) continue;
      const arrivedOn = offer?.state === "open" ? (line.periods[0]?.arrivedOn ?? day) : known.arrivedOn;
      const others = found.get(renewalOn);
      if (others === undefined) found.set(renewalOn, [{ line, coveredThrough, arrivedOn }]);
      else others.push({ line, coveredThrough, arrivedOn });
    }
    return found;
  }

  /** The vendor changed the quantity after it was quoted. */
  #isOutdated(offer: PlanOffer, line: PlanLine): boolean {
    const quoted = this.#quotes.get(offer.renewalOn)?.quantities.get(line.lineId);
    return offer.state === "open" && quoted !== undefined && quoted !== line.quantity;
  }

  /** It repeats what is still open, at its own day's prices, and adds what came in. Source: A-42. */
  #makeVersion(day: LocalDate, renewalOn: LocalDate, candidates: readonly Candidate[]): void {
    const former = this.#quotes.get(renewalOn);
    const added = new Map(
      candidates.map(({ line, coveredThrough }) => [line.lineId, this.#plannedLine(line, coveredThrough)]),
    );
    const repeated = this.#offersOf(renewalOn)
      .filter((offer) => !added.has(offer.lineId) && this.#wasOpenOn(offer, day))
      .map(({ lineId, coveredFrom }) => this.#plannedLine({ lineId }, dayBefore(coveredFrom)));
    const isNew = former !== undefined;
    const lines = [...repeated, ...[...added.values()].map((line) => ({ ...line, isNew }))];
    const version = (former?.version ?? 0) + 1;
    this.#versions.push({ datedOn: day, renewalOn, version, lines });
    const quantities = new Map(
      lines.map(({ lineId }) => [lineId, this.#lines.get(lineId)?.quantity ?? 0] as const),
    );
    this.#quotes.set(renewalOn, { renewalOn, version, state: "open", closedOn: null, quantities });
    for (const { lineId, coveredFrom } of added.values()) {
      this.#put({ lineId, coveredFrom, renewalOn, state: "open", settledOn: null });
    }
  }

  /** What was ordered since counts as open, as it was then. */
  #wasOpenOn({ lineId, coveredFrom, state }: PlanOffer, day: LocalDate): boolean {
    if (state === "open") return true;
    const line = this.#lines.get(lineId);
    return state === "ordered" && line !== undefined && coveringOn(line, coveredFrom, day) === undefined;
  }

  #plannedLine({ lineId }: Pick<PlanLine, "lineId">, coveredThrough: LocalDate): PlannedLine {
    return { lineId, ...renewalTerm(coveredThrough, this.#site), isNew: false };
  }

  #offersOf(renewalOn: LocalDate): PlanOffer[] {
    return [...this.#offers.values()].filter((offer) => offer.renewalOn === renewalOn);
  }

  #settle(offer: PlanOffer, state: "ordered" | "lapsed" | "withdrawn", settledOn: LocalDate): void {
    this.#put({ ...offer, state, settledOn });
  }

  #put(offer: PlanOffer): void {
    this.#offers.set(keyOf(offer.lineId, offer.coveredFrom), offer);
  }

  /** On the last day, and never later: what was missed has lapsed. Source: §3.18.13. */
  #bookingsOn(today: LocalDate): Booking[] {
    if (!this.#site.isAutomatic) return [];
    const renewalOn = addDays(today, 1);
    const ending = this.#offersOf(renewalOn).filter(
      (offer) => offer.state === "open" && offer.coveredFrom === renewalOn,
    );
    return ending.length === 0 ? [] : [{ renewalOn, lineIds: ending.map(({ lineId }) => lineId) }];
  }

  planned(today: LocalDate): Plan {
    return {
      versions: this.#versions,
      lapses: this.#lapses,
      bookings: this.#bookingsOn(today),
      nextOn: nextDay(this.#site, today, {
        lines: [...this.#lines.values()],
        offers: [...this.#offers.values()].filter(isLive),
        waitsFor: this.#waitsFor,
      }),
      after: { quotes: [...this.#quotes.values()], offers: [...this.#offers.values()] },
    };
  }
}

/** What had been ordered is ordered no more: the vendor took the order, or its line, away. */
function isTakenBack({ state, coveredFrom }: PlanOffer, line: PlanLine | undefined): boolean {
  if (state !== "ordered" || line === undefined || !hasEndBefore(line, coveredFrom)) return false;
  return !line.periods.some((period) => period.coveredFrom === coveredFrom);
}

function hasEndBefore({ periods }: PlanLine, coveredFrom: LocalDate): boolean {
  const end = dayBefore(coveredFrom);
  return periods.some(({ coveredThrough }) => coveredThrough === end);
}

function later(one: LocalDate | null, other: LocalDate | null): LocalDate | null {
  return one === null || (other !== null && other > one) ? other : one;
}
