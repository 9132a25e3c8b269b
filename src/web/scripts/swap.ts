import { addCopyButtons } from "./copy.ts";

/**
 * Fetches a page and puts its elements of these ids (one, or several with spaces between) in the place of ours. Answers
 * the first new one, or nothing when the page did not come, came from elsewhere (a sign-in) or lacks one of them: then
 * the caller leaves all as it is. What a person unfolded stays so.
 */
export async function swap(ids: string, url: string, signal?: AbortSignal): Promise<HTMLElement | undefined> {
  const page = await pageAt(url, signal);
  if (page === undefined || signal?.aborted === true) return undefined;
  const pairs = ids.split(" ").flatMap((id) => {
    const next = page.getElementById(id);
    const present = document.getElementById(id);
    return next === null || present === null ? [] : [{ next, present }];
  });
  if (pairs.length < ids.split(" ").length) return undefined;
  for (const { next, present } of pairs) {
    for (const { id } of present.querySelectorAll("details[open][id]"))
      next.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
    present.replaceWith(next);
    addCopyButtons(next);
  }
  return pairs[0]?.next;
}

/** The browser itself makes the document: the pages' policy lets no script make one of text (trusted types). */
function pageAt(url: string, signal: AbortSignal | undefined): Promise<Document | undefined> {
  const address = new URL(url, location.href);
  address.hash = "";
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.setRequestHeader("accept", "text/html");
    request.onload = () => {
      const isHere = request.status === 200 && request.responseURL === address.href;
      done(isHere ? (request.responseXML ?? undefined) : undefined);
    };
    request.onerror = () => done(undefined);
    request.onabort = () => done(undefined);
    signal?.addEventListener("abort", () => request.abort());
    request.send();
  });
}
