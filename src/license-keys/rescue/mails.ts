/** How the mails of emergency keys read: at once to those who answer for keys, and after 48 hours the question. */
import { timeZoneOf } from "../../agreements/index.ts";
import type { Block, MailContent, MailReader, MailTemplates } from "../../platform/mail/template.ts";
import { whenText } from "../../web/locale/formats.ts";
import { rescueHref } from "./rules.ts";
import { type RescueSay, rescueSay } from "./texts.ts";

export interface RescueFacts {
  readonly siteId: string;
  /** Nine digits. */
  readonly siteNumber: string;
  readonly siteName: string;
  readonly country: string;
  readonly rescueId: string;
  readonly by: string;
  readonly host: string;
  readonly deadHost: string;
  readonly reason: string;
  readonly takenAt: string;
  readonly expiresAt: string;
  readonly products: readonly { readonly product: string; readonly quantity: number }[];
  readonly places: readonly { readonly product: string; readonly used: number; readonly perYear: number }[];
  readonly year: number;
}

const text = (words: string): Block => ({ kind: "text", text: words });

function rows(say: RescueSay, facts: RescueFacts, { language }: MailReader): Block {
  const when = (at: string) => whenText(language, at, timeZoneOf(facts.country));
  return {
    kind: "facts",
    rows: [
      [say("mailSite"), `${facts.siteName} (${facts.siteNumber})`],
      [say("takenBy"), facts.by],
      [say("deadHost"), facts.deadHost],
      [say("newHost"), facts.host],
      [say("reason"), facts.reason],
      [say("takenAt"), when(facts.takenAt)],
      [say("expiresAt"), when(facts.expiresAt)],
    ],
  };
}

function products(say: RescueSay, facts: RescueFacts): Block {
  return { kind: "list", items: facts.products.map((one) => say("mailProduct", one)) };
}

function places(say: RescueSay, { places: all, year }: RescueFacts): Block {
  return { kind: "list", items: all.map((one) => say("mailPlaces", { ...one, year: String(year) })) };
}

function taken(facts: RescueFacts, reader: MailReader): MailContent {
  const say = rescueSay(reader.language);
  return {
    subject: say("mailTakenSubject", { host: facts.host }),
    blocks: [
      text(say("mailTaken", { by: facts.by, deadHost: facts.deadHost })),
      rows(say, facts, reader),
      products(say, facts),
      text(say("mailNothingToDo")),
      places(say, facts),
      {
        kind: "action",
        label: say("mailOpen"),
        href: `${reader.baseUrl}${rescueHref(facts.siteId, facts.rescueId)}`,
      },
    ],
  };
}

function vendor(facts: RescueFacts, reader: MailReader): MailContent {
  const say = rescueSay(reader.language);
  return {
    subject: say("mailVendorSubject", { siteNumber: facts.siteNumber }),
    blocks: [
      text(say("mailVendor")),
      rows(say, facts, reader),
      products(say, facts),
      places(say, facts),
      {
        kind: "action",
        label: say("mailVendorOpen"),
        href: `${reader.baseUrl}/operator/license-keys/${facts.siteId}`,
      },
    ],
  };
}

function followUp(facts: RescueFacts, reader: MailReader): MailContent {
  const say = rescueSay(reader.language);
  return {
    subject: say("mailAskSubject", { deadHost: facts.deadHost }),
    blocks: [
      text(say("mailAsk", { deadHost: facts.deadHost, host: facts.host })),
      rows(say, facts, reader),
      products(say, facts),
      {
        kind: "list",
        items: [say("mailIfDead", { host: facts.host }), say("mailIfBack"), say("mailIfSilent")],
      },
      {
        kind: "action",
        label: say("mailAnswer"),
        href: `${reader.baseUrl}${rescueHref(facts.siteId, facts.rescueId)}`,
      },
    ],
  };
}

export const rescueMails: MailTemplates = {
  "rescue.taken": taken,
  "rescue.vendor": vendor,
  "rescue.follow-up": followUp,
};
