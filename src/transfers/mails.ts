/** How the mails about transfers read. */
import type { MailContent, MailReader, MailTemplates } from "../platform/mail/template.ts";
import { transfersHref } from "./rules.ts";
import { transferMailSay } from "./texts.ts";
import type { OwnSide, State } from "./transfer.data.ts";

interface OfTransfer {
  readonly transferId: string;
  /** Whose people are told. */
  readonly siteId: string;
  readonly side: OwnSide;
  readonly siteName: string;
  /** In the long form, nine digits. */
  readonly siteNumber: string;
  readonly targetNumber: string;
}

export interface AskedFacts extends OfTransfer {
  readonly lines: readonly { readonly productName: string; readonly quantity: number }[];
}

export interface ToldFacts extends OfTransfer {
  readonly state: State;
}

/** The page is one click away; opening it decides nothing. */
function asked(facts: AskedFacts, reader: MailReader): MailContent {
  const say = transferMailSay(reader.language);
  const { siteNumber: from, targetNumber: to, siteName: site, lines } = facts;
  return {
    subject: say("mailAskedSubject", { from, to }),
    blocks: [
      {
        kind: "text",
        text: facts.side === "source" ? say("mailAskedSource") : say("mailAskedTarget", { site, from }),
      },
      {
        kind: "list",
        items: lines.map(({ productName: product, quantity }) => say("mailLine", { product, quantity })),
      },
      open(facts, reader),
      { kind: "text", text: say("mailOpening") },
    ],
  };
}

function told(facts: ToldFacts, reader: MailReader): MailContent {
  const say = transferMailSay(reader.language);
  const { siteNumber: from, targetNumber: to } = facts;
  const state = toldState(facts.state);
  return {
    subject: say(`mailToldSubject.${state}`, { from, to }),
    blocks: [{ kind: "text", text: say(`mailTold.${state}`, { to }) }, open(facts, reader)],
  };
}

function toldState(state: State) {
  return state === "requested" || state === "support-case" ? "blocked" : state;
}

function open({ siteId, transferId }: OfTransfer, { language, baseUrl }: MailReader) {
  const label = transferMailSay(language)("mailOpen");
  return { kind: "action", label, href: `${baseUrl}${transfersHref(siteId, `/${transferId}`)}` } as const;
}

export const transferMails: MailTemplates = { "transfer-asked": asked, "transfer-told": told };
