/** The words of the mails about transfers. The source of the keys. */
export const en = {
  mailAskedSubject: "Your consent to a transfer of licenses: {from} to {to}",
  mailAskedSource:
    "An administrator of your Key Center asked to transfer license lines of your site to another site. As primary contact you decide for your site.",
  mailAskedTarget:
    "{site} ({from}) asked to transfer license lines to your site. As primary contact you decide for your site. If you know nothing of it, decline.",
  mailLine: "{product}: {quantity}",
  mailOpen: "Open the transfer",
  mailOpening: "Opening the page decides nothing.",
  "mailToldSubject.blocked": "Return the keys first: transfer to {to}",
  "mailToldSubject.ready": "All keys are returned: transfer to {to}",
  "mailToldSubject.transferred": "Licenses transferred: {from} to {to}",
  "mailToldSubject.cancelled": "Transfer cancelled: {from} to {to}",
  "mailToldSubject.rejected": "Transfer rejected: {from} to {to}",
  "mailTold.blocked":
    "Keys of the moving lines are in use. Return them all, and the transfer goes on by itself; if you cannot, ask license support on its page.",
  "mailTold.ready":
    "No key of the moving lines is in use. Once both sites’ primary contacts have consented, license support executes the transfer.",
  "mailTold.transferred":
    "The lines, their coverage and its history are at site {to} now. Keys are got there from now on.",
  "mailTold.cancelled": "The site that had asked took its request back. Nothing has moved.",
  "mailTold.rejected": "The transfer was rejected. Nothing has moved; its page says by which side.",
} as const;

export type Texts = Record<keyof typeof en, string>;
