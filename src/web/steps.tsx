/** How far along something is: a person in a flow, or the portal in its work. */
import type { ComponentChildren } from "preact";
import { useSay } from "./locale/reader.ts";

/** The steps of a flow; `current` counts from 1. */
export function Steps({ labels, current }: { labels: readonly string[]; current: number }) {
  const say = useSay();
  return (
    <ol class="steps" aria-label={say("stepOf", { step: current, steps: labels.length })}>
      {labels.map((label, index) => {
        const isDone = index + 1 < current;
        return (
          <li
            key={label}
            class={isDone ? "done" : undefined}
            aria-current={index + 1 === current ? "step" : undefined}
          >
            {label}
            {isDone && <span class="vh"> ({say("stepDone")})</span>}
          </li>
        );
      })}
    </ol>
  );
}

interface ProgressProps {
  label: string;
  value: number;
  /** The whole; 0 when not yet known. */
  max: number;
  /** The same in words: "12,000 of 40,000 lines". */
  children?: ComponentChildren;
}

export function Progress({ label, value, max, children }: ProgressProps) {
  const amount = max > 0 ? { value, max } : {};
  return (
    <div class="progress">
      <label>
        <span>{label}</span>
        <progress {...amount} />
      </label>
      {children !== undefined && <p>{children}</p>}
    </div>
  );
}

/** A part of the page that a script renews every few seconds while `isActive`; without one, reload the page. */
export function Refreshing(props: {
  id: string;
  isActive: boolean;
  seconds?: number;
  children: ComponentChildren;
}) {
  const { id, isActive, seconds = 3, children } = props;
  const say = useSay();
  return (
    <div id={id} data-refresh={isActive ? String(seconds * 1000) : undefined}>
      {children}
      {isActive && <p class="hint needs-script">{say("updating")}</p>}
    </div>
  );
}
