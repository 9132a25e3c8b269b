/** The words of a lost passcode. The source of the keys and their arguments. */
export const en = {
  "problem.passcode_request_ended": "This request was answered already.",
  "problem.passcode_contact_changed":
    "Whoever asked is no longer the registered contact of the site, so no passcode is sent.",

  askTitle: "Ask for a new passcode",
  askLead:
    "Please check what is registered of your site. The new passcode goes only to this address, fax number or e-mail address.",
  stepCheck: "Check the data",
  stepAsked: "Request sent",
  stepEnter: "Enter the passcode",
  registered: "Registered data",
  askQuestion: "Are these data right?",
  dataRight: "They are right: ask for a new passcode",
  dataWrong: "Something is wrong",
  openSince: "You asked already, on {when}. One request is enough: customer care has it.",

  stopTitle: "Please contact customer care first",
  stopLead: "No passcode was asked for: it would go to the wrong place.",
  stopText:
    "Tell customer care at {care} what is wrong and name the site number {number}. Once the registration is right, ask for the passcode again.",
  stopForm: "Tell us what is wrong with the registration",
  stopBack: "Back to the registered data",

  askedTitle: "Your request has been sent",
  askedLead: "Customer care checks the registration of site {number} and sends a new temporary passcode.",
  askedWhen: "Asked on",
  askedOld: "As soon as the new passcode is issued, the old one no longer works.",
  askedDownloads:
    "While you wait you may download software, as far as subscription and support is active; nothing else is open yet.",
  toDownloads: "To the downloads",
  toFirstAccess: "Enter the passcode",
  mineTitle: "Your requests for a passcode",
  mineEmpty: "You have not asked for a passcode.",
  state: "State",
  "state.requested": "with customer care",
  "state.re-sent": "sent",
  "state.rejected": "rejected",
  "state.withdrawn": "no longer needed",
  askedAt: "Asked on",
  endedAt: "Answered on",

  siteNumber: "Site number",
  company: "Company",
  siteName: "Site",
  address: "Address",
  department: "Department",
  contactName: "Site contact",
  contactEmail: "Contact’s e-mail address",
  phone: "Telephone",
  fax: "Fax number",
  notRegistered: "not registered",
  reason: "Reason",

  resend: "Send a new passcode",
  reject: "Reject",
  channel: "Send by",
  channelLetter: "Letter, to the registered address",
  channelFax: "Fax, to {fax}",
  channelMail: "E-mail, to {email}",
  siteClaimed: "The site has been opened in the meantime.",
  contactChanged: "The person is no longer the registered contact of the site.",

  resentTitle: "New passcode for site {number}",
  resentLead:
    "For the registered contact who lost it. Letters and faxes are printed here and sent by hand; the site’s history says who did.",
  resentList: "What was issued once more",
  resentNone: "No passcode was issued once more.",
  "channel.letter": "Letter",
  "channel.fax": "Fax",
  "channel.e-mail": "E-mail",
  madeAt: "Issued on",
  print: "Print",
  printOf: "Print the {channel} of {when}",
  resendTitle: "Issue another one",
  resendLead: "The passcode before it dies at once.",
  resendClosed: "The site has been opened: it needs no passcode any more.",

  mailSalutation: "Dear {name},",
  mailRegards: "Customer care, {vendor}",
  wayMailSubject: "Site {siteNumber}: your new temporary passcode is on its way",
  wayMailLetter:
    "We checked your registration. The new temporary passcode for your site {siteName} comes by post to the registered address.",
  wayMailFax:
    "We checked your registration. The new temporary passcode for your site {siteName} comes by fax to the registered number.",
  wayMailOld: "The passcode that you had before no longer works.",
  noMailSubject: "Site {siteNumber}: we cannot send a new passcode",
  noMailText:
    "We checked your request for a new temporary passcode for the site {siteName} and cannot send one.",
  noMailNext: "If you have questions, write to customer care at {care} and name the site number.",
} as const;
