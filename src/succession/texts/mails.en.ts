/** What people are written about their site's primary contact. The source of the keys. */
export const en = {
  greeting: "Dear {name},",
  site: "Site",
  siteName: "Name of the site",
  openPage: "Open the page of the primary contact",
  regards: "Questions? Write to {care}. Kind regards, {vendor}",

  offeredSubject: "Will you become the primary contact of site {number}?",
  offeredText:
    "{from} offers you the place of primary contact of this site. You would have every right there, decide on access requests and keep the contacts up to date. Please accept or decline by {day}.",

  declinedSubject: "Site {number}: your offer was declined",
  declinedText: "{name} has declined the place of primary contact. You remain the primary contact.",
  withdrawnSubject: "Site {number}: the offer was withdrawn",
  withdrawnText:
    "{name} has withdrawn the offer of the place of primary contact. There is nothing for you to do.",
  expiredSubject: "Site {number}: the offer has ended",
  expiredText:
    "The offer of the place of primary contact to {name} was not answered in time. Nothing has changed.",

  changedSubject: "Site {number} has a new primary contact",
  changedNew:
    "You are the primary contact of this site now. Access requests come to you, and the contacts are yours to keep up to date.",
  changedOld: "{to} is the primary contact of this site now. What you are there from now on: {becomes}.",
  changedOther: "{to} is the primary contact of this site now.",
  changedRegister: "You have no ID yet. Register this very address, and the site is open to you: {url}",
  "becomes.secondary": "secondary contact",
  "becomes.user": "user",
  "becomes.none": "no member any more",
  "becomes.removed": "no member any more. If that is wrong, tell customer care at once",

  addedSubject: "You were added to site {number}",
  addedText: "Customer care has made you a secondary contact of this site.",

  warningSubject: "Site {number} needs your attention",
  "warning.no-primary": "Nobody is the primary contact of this site. Customer care is informed.",
  "warning.mail-bounces":
    "E-mail to the primary contact {primary} comes back. Ask for the mailbox to be repaired, or for the place to be handed over.",
  "warning.primary-unseen":
    "The primary contact {primary} has not used this site for months. Signing in once is enough to show that somebody is there. Whoever no longer has the task should hand the place over.",
  "warning.no-second-administrator":
    "Nobody but the primary contact can manage access at this site. Make a member a secondary contact, so that somebody is there when the primary contact is not.",

  askedSubject: "Site {number}: you come next",
  askedText:
    "You are first in the order of succession of this site, and its primary contact can no longer be reached. Please claim the place on the page below, or tell customer care what has happened.",

  announcedSubject: "Site {number}: somebody wants to take the place of the primary contact",
  announcedClaim:
    "{name}, first in the order of succession, has claimed the place of primary contact because the primary contact could not be reached. Customer care is checking it.",
  announcedVerified:
    "Customer care has received and checked a request to replace the primary contact of this site by {name}. A second agent decides on it.",
  announcedObject: "If you are the primary contact and still there, sign in and object on the page below.",

  technicalSubject: "Site {number} has another technical contact",
  technicalText:
    "Customer care has checked that your company names {name} ({email}, {phone}) as its site technical contact. Please enter this person on the page of the key contacts, with the address.",

  objectedSubject: "Site {number}: the primary contact is there",
  objectedText:
    "The primary contact has objected, and the request of {name} has ended. Please speak with each other.",

  doneSubject: "Your request about a contact of {company} is done",
  doneText: "Customer care has made the change that you asked for.",
  returnedSubject: "Your request about a contact of {company} is incomplete",
  returnedText:
    "Customer care returns your request, because something is missing. Please send it again, complete.",
  rejectedSubject: "Your request about a contact of {company} was rejected",
  rejectedText: "Customer care could not carry out your request.",
  reason: "Reason",
  again: "Send the request again",
} as const;
