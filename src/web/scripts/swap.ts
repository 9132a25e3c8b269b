import { addCopyButtons } from "./copy.ts";

/**
 * Fetches a page and puts its elements of these ids (one, or several with spaces between) in the place of ours. Answers
 * the first new one, or nothing when the page did not come, came from elsewhere (a sign-in) or lacks one of them: then
 * the caller leaves all as it is. What a person unfolded stays so.
 */
export async function swap(ids: string, url: string, signal?: AbortSignal): Promise<HTMLElement | undefined> {
  const reply = await fetch(url, { headers: { accept: "text/html" }, signal: signal ?? null }).catch(
    () => undefined,
  );
  if (reply?.ok !== true || reply.redirected) return undefined;
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  if (signal?.aborted === true) return undefined;
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
