import { swap } from "./swap.ts";

const PAUSE_MS = 300;

/** A form marked `data-live` shows its answer, in elements of these ids, while a person types, and keeps its address. */
export function answerWhileTyping(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-live]")) {
    let timer = 0;
    let asking = new AbortController();
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        asking.abort();
        asking = new AbortController();
        void ask(form, asking.signal);
      }, PAUSE_MS);
    });
  }
}

async function ask(form: HTMLFormElement, signal: AbortSignal): Promise<void> {
  const ids = form.dataset["live"] ?? "";
  const url = addressOf(form);
  for (const id of ids.split(" ")) document.getElementById(id)?.setAttribute("aria-busy", "true");
  const next = await swap(ids, url, signal);
  if (signal.aborted) return;
  if (next === undefined) form.requestSubmit();
  else history.replaceState(null, "", url);
}

/** The address the form would lead to, without its empty fields. */
function addressOf(form: HTMLFormElement): string {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "") query.append(name, value);
  }
  const text = query.toString();
  return text === "" ? form.action : `${form.action}?${text}`;
}
