/** How the mails about access reviews read: to whoever decides, and to whoever lost access because nobody did. */
import type { Role } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import type { Block, MailContent, MailReader, MailTemplates } from "../../platform/mail/template.ts";
import { dayText } from "../../web/locale/formats.ts";
import type { SiteInMail } from "../mails.ts";
import { roleText } from "../rights/rights.texts.ts";
import { type ReviewSay, reviewSay } from "./texts.ts";

export interface ReviewFacts extends SiteInMail {
  readonly dueOn: LocalDate;
  readonly undecided: number;
  /** What the site wants for whoever is not confirmed in time. */
  readonly expires: boolean;
}

export interface ClosedFacts extends ReviewFacts {
  readonly people: readonly {
    readonly label: string;
    readonly role: Role;
    readonly lastSeenOn: LocalDate | null;
  }[];
}

const text = (words: string): Block => ({ kind: "text", text: words });

function action(say: ReviewSay, { siteId }: SiteInMail, { baseUrl }: MailReader): Block {
  return { kind: "action", label: say("mailOpen"), href: `${baseUrl}/sites/${siteId}/members/review` };
}

function opened(facts: ReviewFacts, reader: MailReader): MailContent {
  const say = reviewSay(reader.language);
  const { siteName: site, siteNumber: number, undecided: count } = facts;
  const day = dayText(reader.language, facts.dueOn, "long");
  return {
    subject: say("openedSubject", { number, day }),
    blocks: [
      text(say("openedText", { site, number, count, day })),
      text(say(facts.expires ? "willExpire" : "willBeListed")),
      action(say, facts, reader),
    ],
  };
}

function reminder(facts: ReviewFacts, reader: MailReader): MailContent {
  const say = reviewSay(reader.language);
  const { siteName: site, siteNumber: number, undecided: count } = facts;
  const day = dayText(reader.language, facts.dueOn, "long");
  return {
    subject: say("reminderSubject", { number, day }),
    blocks: [
      text(say("reminderText", { site, number, count, day })),
      text(say(facts.expires ? "willExpire" : "willBeListed")),
      action(say, facts, reader),
    ],
  };
}

function closed(facts: ClosedFacts, reader: MailReader): MailContent {
  const { language, baseUrl } = reader;
  const say = reviewSay(language);
  const { siteName: site, siteNumber: number, undecided: count, people, expires } = facts;
  const day = dayText(language, facts.dueOn, "long");
  const items = people.map(({ label, role, lastSeenOn }) =>
    say("closedPerson", {
      person: label,
      role: roleText(language, role),
      seen: lastSeenOn === null ? say("never") : dayText(language, lastSeenOn),
    }),
  );
  const left = count - people.length;
  const more = left > 0 ? [say("closedMore", { count: left })] : [];
  return {
    subject: say("closedSubject", { number }),
    blocks: [
      text(say(expires ? "closedExpired" : "closedListed", { site, number, count, day })),
      { kind: "list", items: [...items, ...more] },
      { kind: "action", label: say("mailMembers"), href: `${baseUrl}/sites/${facts.siteId}/members` },
    ],
  };
}

function lapsed({ siteName: site, siteNumber: number }: SiteInMail, reader: MailReader): MailContent {
  const say = reviewSay(reader.language);
  return {
    subject: say("lapsedSubject", { site }),
    blocks: [text(say("lapsedText", { site, number })), text(say("lapsedNext"))],
  };
}

export const reviewMails = {
  "access-review.opened": opened,
  "access-review.reminder": reminder,
  "access-review.closed": closed,
  "access-review.access-over": lapsed,
} satisfies MailTemplates;
