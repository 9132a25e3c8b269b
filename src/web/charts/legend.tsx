import type { ComponentChildren } from "preact";
import type { Tone } from "../tag.tsx";

interface LegendItem {
  tone: Tone;
  label: ComponentChildren;
  isDashed?: boolean;
  isGhost?: boolean;
  /** Drawn in place of the color. */
  symbol?: ComponentChildren;
}

/** What the colors of a chart mean. */
export function Legend({ items }: { items: readonly LegendItem[] }) {
  return (
    <ul class="legend">
      {items.map(({ tone, label, isDashed = false, isGhost = false, symbol }, index) => (
        <li
          key={index}
          class={`${isDashed ? "dashed " : ""}${isGhost ? "ghosted " : ""}${symbol ? "symbol " : ""}${tone}`}
        >
          {symbol}
          <span>{label}</span>
        </li>
      ))}
    </ul>
  );
}
