/** How the digest of dates reads. */
import type { LocalDate } from "../../platform/dates.ts";
import type { Block, MailContent, MailReader, MailTemplates } from "../../platform/mail/template.ts";
import { dayText } from "../../web/locale/formats.ts";
import type { SiteDate } from "../dates/dates.rules.ts";
import { type CalendarSay, calendarSay, whatText } from "../texts.ts";

export interface DigestFacts {
  readonly through: LocalDate;
  /** Of more, those that are shown. */
  readonly dates: readonly SiteDate[];
  readonly count: number;
  /** Ends the digest, without signing in. */
  readonly endPath: string;
}

function digest(facts: DigestFacts, { language, baseUrl }: MailReader): MailContent {
  const say = calendarSay(language);
  const { through, dates, count, endPath } = facts;
  const day = dayText(language, through, "long");
  const unsubscribe = `${baseUrl}${endPath}`;
  const more = count - dates.length;
  return {
    subject: say("mailSubject", { day }),
    blocks: [
      { kind: "text", text: say("mailIntro", { count, day }) },
      ...ofSites(say, language, dates),
      ...(more > 0 ? [{ kind: "text", text: say("mailMore", { count: more }) } as const] : []),
      { kind: "action", label: say("mailOpen"), href: `${baseUrl}/calendar` },
      { kind: "text", text: say("mailEnd") },
      { kind: "action", label: say("mailEndOpen"), href: unsubscribe },
    ],
    unsubscribe,
  };
}

/** A heading and a list for each site, the one whose date comes first at the top. */
function ofSites(say: CalendarSay, language: MailReader["language"], dates: readonly SiteDate[]): Block[] {
  const bySite = Map.groupBy(dates, ({ siteId }) => siteId);
  return [...bySite.values()].flatMap((own): Block[] => {
    const [first] = own;
    if (first === undefined) return [];
    const { siteName: name, siteNumber: number } = first;
    const items = own.map((date) => `${dayText(language, date.on, "medium")} ${whatText(say, date)}`);
    return [
      { kind: "heading", text: say("siteOf", { name, number }) },
      { kind: "list", items },
    ];
  });
}

export const calendarMails = { "date-digest": digest } satisfies MailTemplates;
