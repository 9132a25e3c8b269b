import { isStaffRole } from "../access/index.ts";
import type { MailContent, MailReader, MailTemplates } from "../platform/mail/template.ts";
import { roleText, sayIn } from "./texts.ts";

function invitation(
  facts: { token: string; hours: number; role?: unknown },
  reader: MailReader,
): MailContent {
  const say = sayIn(reader.language);
  const role = roleText(reader.language, isStaffRole(facts.role) ? facts.role : "operator");
  return {
    subject: say("invitationSubject", { role }),
    blocks: [
      { kind: "text", text: say("invitationText", { vendor: reader.vendorName, role, hours: facts.hours }) },
      { kind: "action", label: say("accept"), href: `${reader.baseUrl}/invitations/${facts.token}` },
      { kind: "text", text: say("unexpected") },
    ],
  };
}

export const staffMails: MailTemplates = { "staff.invitation": invitation };
