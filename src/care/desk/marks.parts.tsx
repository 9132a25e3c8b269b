/** Small marks of the desk: when a request is due, what state it is in. */

import type { Language } from "../../platform/language.ts";
import { tagOf } from "../../platform/language.ts";
import { Tag, type Tone } from "../../web/tag.tsx";
import { Absent, PersonName, When } from "../../web/values.tsx";
import { type Due, dueIn } from "../queue.rules.ts";
import { careSay } from "../texts.ts";
import type { DeskItem } from "./names.operations.ts";

interface MarkProps {
  item: DeskItem;
  now: Date;
  language: Language;
}

/** How long there is, in words, and the instant. What is over says so. */
export function DueMark({ item, now, language }: MarkProps) {
  if (item.state !== "open") return <When at={item.dueAt} />;
  const due = dueIn(now, new Date(item.dueAt));
  const say = careSay(language);
  const relative = relativeText(language, due);
  return (
    <span>
      <Tag tone={toneOf(due)}>{due.isOver ? say("overdue", { since: relative }) : relative}</Tag>{" "}
      <small>
        <When at={item.dueAt} />
      </small>
    </span>
  );
}

function toneOf({ isOver, unit, count }: Due): Tone {
  if (isOver) return "bad";
  return unit === "hour" && count < 24 ? "warn" : "plain";
}

export function relativeText(language: Language, { isOver, unit, count }: Due): string {
  const format = new Intl.RelativeTimeFormat(tagOf(language), { numeric: "always" });
  return format.format(isOver ? -count : count, unit); // -0 is "0 hours ago"
}

const STATES = { decided: ["ok", "state.decided"], withdrawn: ["plain", "state.withdrawn"] } as const;

/** Who has it; or how it ended. */
export function StateMark({ item, language }: Omit<MarkProps, "now">) {
  const say = careSay(language);
  if (item.state === "open") {
    return item.claimedBy === null ? <Tag tone="info">{say("nobodys")}</Tag> : <AgentName item={item} />;
  }
  const [tone, key] = STATES[item.state];
  return <Tag tone={tone}>{say(key)}</Tag>;
}

function AgentName({ item: { claimedBy } }: { item: DeskItem }) {
  return claimedBy === null ? <Absent /> : <PersonName name={claimedBy.name} />;
}

/** Whoever was only invited, or wrote no name, is called by the address. */
export function requesterOf({ requesterName, requesterEmail }: DeskItem): string {
  return requesterName || requesterEmail || "–";
}
