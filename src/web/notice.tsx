import type { ComponentChildren } from "preact";
import type { Tone } from "./tag.tsx";

interface NoticeProps {
  /** `ok` tells of a success, `bad` of an error. */
  tone?: Tone;
  title?: string;
  /** Where a link of another page leads to. */
  id?: string;
  /** Something that just happened: it is read aloud when the page opens. */
  isNews?: boolean;
  children?: ComponentChildren;
}

/** A message within a page: news of what was just done, or something to know before going on. */
export function Notice({ tone = "info", title, id, isNews = false, children }: NoticeProps) {
  const role = isNews ? { role: tone === "bad" ? ("alert" as const) : ("status" as const) } : {};
  return (
    <div class={`notice ${tone}`} id={id} {...role}>
      {title !== undefined && <p class="notice-title">{title}</p>}
      {children}
    </div>
  );
}
