import { countText, shareText } from "../locale/formats.ts";
import { useReader } from "../locale/reader.ts";
import type { Tone } from "../tag.tsx";
import { Legend } from "./legend.tsx";

interface Part {
  label: string;
  value: number;
  tone: Tone;
  href?: string;
}

/** How a whole is divided. The legend has every figure, so nothing is told by color or length alone. */
export function ShareBar({ label, parts }: { label: string; parts: readonly Part[] }) {
  const { language } = useReader();
  const total = parts.reduce((sum, part) => sum + part.value, 0);
  const items = parts.map(({ label: name, value, tone, href }) => {
    const figures = `${countText(language, value)} (${shareText(language, total === 0 ? 0 : value / total)})`;
    return { tone, label: <PartLabel name={name} figures={figures} href={href} /> };
  });
  return (
    <figure class="chart share">
      <figcaption>{label}</figcaption>
      <svg aria-hidden="true">
        {bars(parts, total).map(({ tone, x, width }) => (
          <rect key={x} class={`fill ${tone}`} x={`${x}%`} width={`${width}%`} height="100%" />
        ))}
      </svg>
      <Legend items={items} />
    </figure>
  );
}

function PartLabel({ name, figures, href }: { name: string; figures: string; href: string | undefined }) {
  return (
    <>
      {href === undefined ? name : <a href={href}>{name}</a>} <data value={figures}>{figures}</data>
    </>
  );
}

/** Parts that are not nothing, one after the other, with a hair between them. */
function bars(parts: readonly Part[], total: number): { tone: Tone; x: number; width: number }[] {
  let x = 0;
  return parts.flatMap(({ tone, value }) => {
    if (value === 0) return [];
    const width = (100 * value) / total;
    const bar = { tone, x: round(x), width: Math.max(0.2, round(width - 0.3)) };
    x += width;
    return [bar];
  });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
