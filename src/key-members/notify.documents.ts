/** Mail to those who answer for a site's keys: each administrator once, in the own language. */
import type { SiteScope } from "../access/index.ts";
import type { Context } from "../platform/context.ts";
import { type Message, queueMails } from "../platform/mail/queue.ts";
import { listAdministrators } from "./store.ts";

export type Notice = Pick<Message, "template" | "facts" | "dedupeKey" | "about">;

/** `except`: whoever is the matter of it. Answers how many are told; a second call with the same key mails nothing. */
export async function notifyKeyAdministrators(
  scope: SiteScope,
  context: Context,
  { dedupeKey, ...notice }: Notice,
  except: string | null = null,
): Promise<number> {
  const all = await listAdministrators(scope);
  const told = all.filter(({ personId }) => personId !== except);
  await queueMails(
    scope.query,
    context,
    told.map(({ personId, email, language }) => ({
      ...notice,
      to: email,
      language,
      dedupeKey: `${dedupeKey} ${personId}`,
    })),
  );
  return told.length;
}
