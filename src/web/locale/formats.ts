/**
 * Days, instants, numbers, amounts and sizes as text, by the server's Intl: browsers ship other data.
 *
 * Pure. Use these for attributes, messages and sheets; in pages use the parts of `values.tsx`.
 */
import type { LocalDate } from "../../platform/dates.ts";
import { type Language, tagOf } from "../../platform/language.ts";
import { decimalsOf, type Money } from "../../platform/money.ts";

export type DayStyle = "medium" | "long" | "month" | "monthOfYear" | "year";

const DAY_STYLES: Record<DayStyle, Intl.DateTimeFormatOptions> = {
  medium: { dateStyle: "medium" },
  long: { dateStyle: "long" },
  month: { month: "short" },
  monthOfYear: { year: "numeric", month: "long" },
  year: { year: "numeric" },
};

const WHEN: Intl.DateTimeFormatOptions = {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZoneName: "short",
};

const SIZES = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

const dateFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();

export function dayText(language: Language, date: LocalDate, style: DayStyle = "medium"): string {
  return dates(language, { ...DAY_STYLES[style], timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
}

/** An instant with the name of the time zone it is shown in. */
export function whenText(language: Language, at: Date | string, timeZone = "UTC"): string {
  return dates(language, { ...WHEN, timeZone }).format(new Date(at));
}

export function countText(language: Language, value: number): string {
  return numbers(language, {}).format(value);
}

/** 0.4215 is 42.2 %. */
export function shareText(language: Language, share: number): string {
  return numbers(language, { style: "percent", maximumFractionDigits: 1 }).format(share);
}

/** Exact to the last minor unit: the point is set as text, because a division loses it in the largest amounts. */
export function amountText(language: Language, { amount, currency }: Money): string {
  const decimals = decimalsOf(currency);
  const fraction = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const format = numbers(language, { style: "currency", currency, ...fraction });
  const digits = String(Math.abs(amount)).padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  const text = `${amount < 0 ? "-" : ""}${digits.slice(0, point)}.${digits.slice(point)}`;
  return format.format(isDecimal(text) ? text : amount / 10 ** decimals);
}

function isDecimal(text: string): text is `${number}` {
  return /^-?\d+\.\d*$/.test(text);
}

/** Decimal units, as the sellers of disks and downloads count: 52,428,800 is 52.4 MB. */
export function bytesText(language: Language, sizeBytes: number): string {
  const step = sizeBytes < 1000 ? 0 : Math.min(SIZES.length - 1, Math.floor(Math.log10(sizeBytes) / 3));
  const unit = SIZES[step] ?? "byte";
  const unitDisplay = step === 0 ? "long" : "short";
  const options = { style: "unit", unit, unitDisplay, maximumFractionDigits: step < 2 ? 0 : 1 } as const;
  return numbers(language, options).format(sizeBytes / 1000 ** step);
}

/** Several in a row, with the commas of the language: Intl's narrow lists have none in Japanese and Chinese. */
export function listText(language: Language, items: readonly string[]): string {
  return items.join(language === "ja" || language === "zh-TW" ? "、" : ", ");
}

function dates(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = language + JSON.stringify(options);
  const format = dateFormats.get(name) ?? new Intl.DateTimeFormat(tagOf(language), options);
  dateFormats.set(name, format);
  return format;
}

function numbers(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = language + JSON.stringify(options);
  const format = numberFormats.get(name) ?? new Intl.NumberFormat(tagOf(language), options);
  numberFormats.set(name, format);
  return format;
}
