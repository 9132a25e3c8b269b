/** Telling a site's people: one message for each, in the reader's own language. */
import type { SiteScope, VendorScope } from "../access/index.ts";
import { findSiteFacts } from "../agreements/index.ts";
import { fullName, listPeople } from "../identity/index.ts";
import type { Context } from "../platform/context.ts";
import type { Language } from "../platform/language.ts";
import { queueMail, queueMails } from "../platform/mail/queue.ts";
import { found } from "../platform/problem.ts";
import type { SuccessionMail } from "./mails.ts";
import type { SitePerson } from "./people.store.ts";

/** As people call somebody: the name, or the address of one who has only been invited. */
export function nameOf(person: Omit<SitePerson, "role" | "isActive" | "personId">): string {
  return fullName(person) || person.email;
}

type Reader = Omit<SitePerson, "role" | "isActive">;

interface Message {
  readonly to: readonly Reader[];
  readonly template: SuccessionMail;
  readonly facts: Record<string, unknown>;
  /** What it is about: the same thing is told to the same person once. */
  readonly about: string;
}

/** The site's number and name are in every message. */
export async function tell(scope: SiteScope, context: Context, messages: readonly Message[]): Promise<void> {
  const { siteId, number, name } = found(await findSiteFacts(scope), "site");
  const queued = messages.flatMap(({ to, template, facts, about }) =>
    to.map((reader) => ({
      to: reader.email,
      language: reader.language,
      template,
      facts: { ...facts, reader: nameOf(reader), siteId, number, siteName: name },
      dedupeKey: `${template} ${about} ${reader.personId}`,
    })),
  );
  await queueMails(scope.query, context, queued);
}

/** To whoever asked for a take-over, in the language of the request. */
export async function tellAsker(
  { query }: VendorScope,
  context: Context,
  of: {
    readonly id: string;
    readonly askedBy: string;
    readonly company: string;
    readonly language: Language;
    readonly outcome: "done" | "returned" | "rejected";
    readonly reason: string | null;
  },
): Promise<void> {
  const { id, askedBy, company, language, outcome, reason } = of;
  const [person] = await listPeople(query, [askedBy]);
  if (person === undefined) return;
  await queueMail(query, context, {
    to: person.email,
    language,
    template: "succession-take-over-ended" satisfies SuccessionMail,
    facts: { reader: nameOf(person), company, outcome, reason },
    dedupeKey: `take-over-ended ${id}`,
  });
}
