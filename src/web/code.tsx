import { useSay } from "./locale/reader.ts";

/** A checksum, a code or a command, as it must be typed. A script adds the button that copies it. */
export function CodeBlock({ label, value }: { label?: string; value: string }) {
  const say = useSay();
  return (
    <div class="code" data-copy={say("copy")} data-copied={say("copied")}>
      {label !== undefined && <span class="code-label">{label}</span>}
      <code translate={false}>{value}</code>
    </div>
  );
}

/** A number or code within a line or a cell: never broken, never translated. */
export function Code({ children }: { children: string }) {
  return (
    <code class="mono" translate={false}>
      {children}
    </code>
  );
}
