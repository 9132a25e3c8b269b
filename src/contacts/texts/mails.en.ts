/** What the mails about key contacts say: the technical contact's welcome D-28, and the yearly request D-27. */
export const en = {
  salutation: "Dear {name},",
  customerNumber: "Customer number (ICN)",
  siteNumber: "Site number",
  siteName: "Site",
  company: "Company",
  help: "Questions? Write to customer care at {care} and name your site number.",
  regards: "Customer care, {vendor}",
  openPortal: "Open the portal",
  "type.PRIMARY": "Primary contact",
  "type.POE": "Proof of entitlement contact",
  "type.MEDIA": "Media shipping contact",
  "type.RENEWAL": "Renewal contact",
  "type.BILLING": "Billing contact",
  "type.TECHNICAL": "Site technical contact",
  "role.primary": "primary contact",
  "role.secondary": "secondary contact",
  "role.user": "user",

  technicalSubject: "Site {siteNumber}: you are the site technical contact",
  technicalIntro:
    "{company} has named you as the site technical contact of {siteName}. You receive the customer number and everything about technical support. Please keep this e-mail.",
  supportTitle: "How to get technical support",
  supportId: "You need an ID. If you have none yet, register one at {url} with this e-mail address.",
  supportNumber: "Have the customer number ready: it identifies your company, and support asks for it.",
  supportNeeds:
    "Technical support needs subscription and support in force for the product that the question is about.",
  supportAccess:
    "Being the technical contact gives no access to the site’s pages in the portal. The primary contact grants it.",
  dutiesTitle: "Your duties",
  dutyCallers:
    "You keep the list of the people who may ask technical support: the authorized callers, as many as you need.",
  dutySecondary: "You may appoint up to nine secondary technical contacts, who help you with the list.",
  dutyNumber: "You hand out the customer number, and only to people who may turn to technical support.",
  dutyLeaving: "When somebody leaves, take the name off the list; when you leave, have a successor named.",

  checkSubject: "Site {siteNumber}: please verify the contacts and users",
  checkIntro:
    "The anniversary date of {siteName} (site number {siteNumber}) is {day}. Ahead of it we prepare the renewal quote. Please verify that the following contacts and users are still right, so that everything reaches the right people.",
  checkContacts: "Key contacts",
  checkNamed: "{name} ({email})",
  checkFallback: "nobody is named; goes to {name} ({email})",
  checkOpenContacts: "Look at the key contacts",
  checkPeople: "People with access to the portal",
  checkPerson: "{person}, {role}",
  checkMore: "{count, plural, one {and # more} other {and # more}}",
  checkOpenMembers: "Look at the people with access",
  checkDone: "If all are right, say so on the page of key contacts with the button “All are right”.",
} as const;
