import type { ComponentChildren } from "preact";

interface EmptyProps {
  /** What is not there: "No orders yet". */
  title: string;
  /** Why, and what to do next. */
  children?: ComponentChildren;
  action?: { href: string; label: string };
}

/** The place of a list that has nothing: says why and what to do next. */
export function Empty({ title, children, action }: EmptyProps) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children !== undefined && <div class="empty-text">{children}</div>}
      {action !== undefined && (
        <a class="button" href={action.href}>
          {action.label}
        </a>
      )}
    </div>
  );
}
