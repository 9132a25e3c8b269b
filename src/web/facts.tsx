/** Facts about one thing, figures at a glance, and links to what is to be done. */
import type { ComponentChildren } from "preact";
import type { Tone } from "./tag.tsx";
import { Count } from "./values.tsx";

interface Fact {
  label: string;
  value: ComponentChildren;
  /** Takes the whole line: addresses, checksums. */
  isWide?: boolean;
}

/** What is known of one thing, as terms and values. */
export function Facts({ items }: { items: readonly Fact[] }) {
  return (
    <dl class="facts">
      {items.map(({ label, value, isWide = false }) => (
        <div key={label} class={isWide ? "wide" : undefined}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface Figure {
  label: string;
  value: number;
  tone?: Tone;
  href?: string;
}

/** A few counts that matter most, each leading to its list. */
export function Figures({ items }: { items: readonly Figure[] }) {
  return (
    <ul class="figures">
      {items.map(({ label, value, tone = "plain", href }) => (
        <li key={label} class={tone}>
          <strong>
            <Count value={value} />
          </strong>
          {href === undefined ? <span>{label}</span> : <a href={href}>{label}</a>}
        </li>
      ))}
    </ul>
  );
}

interface LinkItem {
  href: string;
  label: string;
  detail?: ComponentChildren;
  count?: number;
}

/** Things to do or places to go, one a line. */
export function LinkList({ items }: { items: readonly LinkItem[] }) {
  return (
    <ul class="links">
      {items.map(({ href, label, detail, count }) => (
        <li key={href}>
          <a href={href}>{label}</a>
          {detail !== undefined && <small>{detail}</small>}
          {count !== undefined && (
            <span class="count">
              <Count value={count} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
