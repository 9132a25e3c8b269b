import type { ComponentChildren } from "preact";

/** What a color means, everywhere: fine, soon a matter, a matter, for knowing, nothing special. */
export type Tone = "ok" | "warn" | "bad" | "info" | "plain";

/** A state in a word or two. The text says it all; the color and the mark only help to find it. */
export function Tag({ tone = "plain", children }: { tone?: Tone; children: ComponentChildren }) {
  return <span class={`tag ${tone}`}>{children}</span>;
}
