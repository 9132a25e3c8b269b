/** What the demo's mailbox says. The source of the keys and their arguments. */
export const en = {
  mailbox: "Demo mailbox",
  mailboxLead:
    "The e-mails that this demonstration would have sent. Anybody may read them here; a real portal has no such page.",
  searchTo: "E-mails to",
  subject: "Subject",
  to: "To",
  sentAt: "Sent",
  none: "No e-mail here yet",
  noneText: "An e-mail appears a moment after the action it is about. Reload the page.",
  links: "Links in this e-mail",
  asText: "As text",
  asHtml: "As HTML",
  signIn: "Sign in",
} as const;
