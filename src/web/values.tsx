/** Values in the reader's language. Absent (`null`) is a dash that is read as "None". */
import type { Instant, LocalDate } from "../platform/dates.ts";
import type { Money } from "../platform/money.ts";
import { amountText, bytesText, countText, type DayStyle, dayText, whenText } from "./locale/formats.ts";
import { useReader, useSay } from "./locale/reader.ts";

/** A calendar day; a range shows both its ends, each inclusive. */
export function Day({ date, style = "medium" }: { date: LocalDate | null; style?: DayStyle }) {
  const { language } = useReader();
  if (date === null) return <Absent />;
  return <time dateTime={date}>{dayText(language, date, style)}</time>;
}

/** An instant, in the reader's time zone unless one is named. */
export function When({ at, timeZone }: { at: Date | Instant | string | null; timeZone?: string }) {
  const reader = useReader();
  if (at === null) return <Absent />;
  const zone = timeZone ?? reader.timeZone;
  return <time dateTime={new Date(at).toISOString()}>{whenText(reader.language, at, zone)}</time>;
}

export function Count({ value }: { value: number | null }) {
  const { language } = useReader();
  if (value === null) return <Absent />;
  return <data value={String(value)}>{countText(language, value)}</data>;
}

/** Integer minor units of a currency, with its own number of decimals. */
export function Amount({ money }: { money: Money | null }) {
  const { language } = useReader();
  if (money === null) return <Absent />;
  return <data value={String(money.amount)}>{amountText(language, money)}</data>;
}

export function Bytes({ sizeBytes }: { sizeBytes: number | null }) {
  const { language } = useReader();
  if (sizeBytes === null) return <Absent />;
  return <data value={String(sizeBytes)}>{bytesText(language, sizeBytes)}</data>;
}

/** A name that a person or company wrote, in any script: isolated, so that it cannot turn its surroundings round. */
export function PersonName({ name, romanized = null }: { name: string; romanized?: string | null }) {
  return (
    <span class="name">
      <bdi>{name}</bdi>
      {romanized !== null && romanized !== "" && (
        <small>
          {" "}
          <bdi>{romanized}</bdi>
        </small>
      )}
    </span>
  );
}

/** What stands where nothing is: seen as a dash, read as a word. */
export function Absent() {
  const say = useSay();
  return (
    <span class="absent">
      <span aria-hidden="true">–</span>
      <span class="vh">{say("none")}</span>
    </span>
  );
}
