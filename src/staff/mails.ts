import type { MailContent, MailReader, MailTemplates } from "../platform/mail/template.ts";
import { sayIn } from "./texts.ts";

function invitation(facts: { token: string; hours: number }, reader: MailReader): MailContent {
  const say = sayIn(reader.language);
  return {
    subject: say("invitationSubject"),
    blocks: [
      { kind: "text", text: say("invitationText", { vendor: reader.vendorName, hours: facts.hours }) },
      { kind: "action", label: say("accept"), href: `${reader.baseUrl}/invitations/${facts.token}` },
      { kind: "text", text: say("unexpected") },
    ],
  };
}

export const staffMails: MailTemplates = { "staff.invitation": invitation };
