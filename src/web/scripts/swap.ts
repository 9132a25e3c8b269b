import { addCopyButtons } from "./copy.ts";

/**
 * Fetches a page and puts its element of that id in the place of ours. Answers the new element, or nothing when the
 * page did not come, came from elsewhere (a sign-in) or has no such element: then the caller leaves all as it is.
 */
export async function swap(id: string, url: string, signal?: AbortSignal): Promise<HTMLElement | undefined> {
  const reply = await fetch(url, { headers: { accept: "text/html" }, signal: signal ?? null }).catch(
    () => undefined,
  );
  if (reply?.ok !== true || reply.redirected) return undefined;
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const next = page.getElementById(id);
  const present = document.getElementById(id);
  if (next === null || present === null || signal?.aborted === true) return undefined;
  present.replaceWith(next);
  addCopyButtons(next);
  return next;
}
