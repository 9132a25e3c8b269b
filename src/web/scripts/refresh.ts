import { swap } from "./swap.ts";

/** An element with `data-refresh` is renewed from its own page after so many milliseconds, until it asks no more. */
export function keepFresh(): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-refresh]")) wait(element, 0);
}

/** Waits longer after each failure, and does nothing while nobody looks. */
function wait(element: HTMLElement, failures: number): void {
  const delay = Number(element.dataset["refresh"]);
  if (!(delay > 0)) return;
  setTimeout(() => renew(element, failures), delay * 2 ** Math.min(failures, 5));
}

async function renew(element: HTMLElement, failures: number): Promise<void> {
  const next = document.hidden ? undefined : await swap(element.id, location.href);
  if (next === undefined) wait(element, document.hidden ? 0 : failures + 1);
  else wait(next, 0);
}
