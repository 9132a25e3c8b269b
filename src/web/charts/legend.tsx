import type { ComponentChildren } from "preact";
import type { Tone } from "../tag.tsx";

interface LegendItem {
  tone: Tone;
  label: ComponentChildren;
  isDashed?: boolean;
}

/** What the colors of a chart mean. */
export function Legend({ items }: { items: readonly LegendItem[] }) {
  return (
    <ul class="legend">
      {items.map(({ tone, label, isDashed = false }, index) => (
        <li key={index} class={isDashed ? `dashed ${tone}` : tone}>
          <span>{label}</span>
        </li>
      ))}
    </ul>
  );
}
