/** What a site's people read of its primary contact and of who comes after. The source of the keys. */
export const en = {
  title: "Primary contact",
  lead: "Each site has exactly one primary contact. Here the place is handed over, and here it is settled who comes next.",
  now: "Primary contact now",
  vacant: "Nobody holds the place at present.",
  name: "Name",
  email: "E-mail",
  roleUser: "User",
  roleSecondary: "Secondary contact",
  rolePrimary: "Primary contact",

  handOver: "Hand the place over",
  handOverText:
    "The member you choose is asked by e-mail and has {days} days to accept. Until then you remain the primary contact.",
  handOverTo: "New primary contact",
  handOverPrompt: "Choose a member",
  handOverHint:
    "Members who have an ID, secondary contacts first. If somebody is missing from a long list, make them a secondary contact first.",
  becomes: "What you are afterwards",
  becomesSecondary: "Secondary contact",
  becomesUser: "User",
  becomesNone: "No member of this site any more",
  handOverSubmit: "Offer the place",
  noHeirs: "There is no other member with an ID yet. Add one first.",
  toMembers: "Manage access",

  offerOpen: "The place is on offer",
  offerOpenText: "{from} offers the place to {to}. The offer ends on {day}.",
  offerAfter: "After acceptance {from} is: {becomes}.",
  offerYours: "You are asked to become the primary contact",
  offerYoursText:
    "{from} offers you the place of primary contact of this site. You would then have every right here, decide on access requests and keep the contacts up to date. The offer ends on {day}.",
  accept: "Accept",
  refuse: "Decline",
  withdraw: "Withdraw the offer",

  successors: "Who comes next",
  successorsText:
    "If the primary contact can no longer be reached, these members are asked in this order. The first one may then claim the place; customer care decides.",
  successorsNone: "Nobody is named yet.",
  successorPlace: "Place {place}",
  successorNobody: "Nobody",
  successorsSave: "Save the order",

  warnings: "What needs attention",
  warningsNone: "Nothing. The site is well looked after.",
  since: "since {day}",
  "cause.no-primary": "Nobody is the primary contact of this site.",
  "cause.mail-bounces": "E-mail to the primary contact comes back.",
  "cause.primary-unseen": "The primary contact has not used this site for months.",
  "cause.no-second-administrator": "Nobody but the primary contact can manage access.",
  "help.no-primary": "Customer care is informed. The first successor may claim the place.",
  "help.mail-bounces":
    "Ask the primary contact to have the mailbox repaired or to hand the place over. Customer care is informed.",
  "help.primary-unseen":
    "If the primary contact is still there, signing in once is enough. Customer care is informed.",
  "help.no-second-administrator": "Make a member a secondary contact who may manage access.",

  claimTitle: "You are first in the order of succession",
  claimText:
    "The primary contact does not seem to be reachable. You may claim the place. The present primary contact is informed and may object; two people of customer care check it before anything changes.",
  claim: "Claim the place",
  claimOpenTitle: "The place has been claimed",
  claimOpenText: "{name} has claimed the place since {day}. Customer care is checking it.",
  object: "I am still here: stop this",
  objectHint: "The claim ends at once and {name} is informed.",

  leftLink: "Tell customer care",
  leftText: "If the primary contact has left the company, customer care can replace them.",

  formTitle: "The primary contact has left",
  formLead:
    "If a contact of your company has left and can no longer hand over, tell customer care who comes in their place. Two people check what you write before anything changes.",
  company: "Company or organization",
  companyHint: "As it stands on contracts and invoices.",
  siteNumber: "Site number",
  siteNumberHint: "Seven digits, beginning with 3 or 7, if you know it.",
  customerNumber: "Customer number (ICN)",
  customerNumberHint: "Six or seven digits. You find it on proofs of entitlement and in the welcome e-mail.",
  country: "Country or region",
  countryPrompt: "Choose a country or region",
  contactType: "Contact to be changed",
  "contactType.primary": "Primary contact",
  "contactType.secondary": "Secondary contact",
  "contactType.technical": "Site technical contact",
  romanizedName: "Name of the new contact in Latin letters",
  newEmail: "E-mail of the new contact",
  newEmailHint: "An address of the company. It becomes, or is already, the ID of the new contact.",
  phone: "Phone of the new contact",
  statement: "What has happened",
  statementHint:
    "Say that the contact has left, since when, and in which position you say so. A manager who writes from an address of the company is believed soonest.",
  send: "Send to customer care",
  sentTitle: "Customer care has your request",
  sentText:
    "It is checked within two working days. The answer comes by e-mail to {email}; what is registered of a site is not told before that.",
  toHome: "To the start page",
  incomplete:
    "The request is incomplete. Customer care needs every field that is not marked as optional (rule {rule}).",

  "news.offered": "The offer was sent.",
  "news.withdrawn": "The offer was withdrawn.",
  "news.accepted": "You are the primary contact of this site now.",
  "news.declined": "You have declined. The primary contact is informed.",
  "news.saved": "The order of succession was saved.",
  "news.claimed": "Customer care has your claim, and the primary contact is informed.",
  "news.objected": "The claim was stopped.",

  "fault.required": "Please fill this in.",
  "fault.text_not_allowed": "It contains characters that cannot be stored.",
  "fault.text_too_long": "This is too long.",
  "fault.not_latin": "Latin letters only.",
  "fault.email_malformed": "Enter one e-mail address. Check it for spaces and commas.",
  "fault.country_unknown": "Choose a country or region.",
  "fault.site_number_malformed": "A site number has seven digits and begins with 3 or 7.",
  "fault.customer_number_malformed": "A customer number (ICN) has six or seven digits.",
  "fault.contact_type_unknown": "Choose which contact is to be changed.",
  "fault.named_twice": "Somebody is named twice.",
  "fault.other": "This cannot be accepted.",

  "problem.already_primary": "This person is the primary contact already.",
  "problem.member_without_id":
    "{email} has been invited but has no ID yet. The place can be given only to somebody who can sign in.",
  "problem.hand_over_open":
    "The place is on offer already. Withdraw that offer first, or wait for the answer.",
  "problem.hand_over_ended": "This offer is no longer open.",
  "problem.hand_over_not_found": "There is no such offer at this site.",
  "problem.hand_over_not_yours": "Only the person to whom the place was offered can answer.",
  "problem.not_first_successor": "Only the first in the order of succession may claim the place.",
  "problem.nothing_to_claim": "The primary contact can be reached. There is nothing to claim.",
  "problem.claim_open": "The place has been claimed already, and customer care is checking it.",
  "problem.take_over_not_found": "There is no such request.",
  "problem.take_over_decided": "This request has been decided in the meantime, or has another state now.",
  "problem.take_over_evidence_missing":
    "Each item of evidence must be checked and ticked: company, site, customer number, country and who asks.",
  "problem.take_over_site_unknown": "There is no such site. Name the site to which the request belongs.",
  "problem.take_over_person_closed": "The ID of the new contact is closed. It cannot become a member.",
  "problem.second_agent_required":
    "Whoever verified the evidence cannot also confirm. A second agent has to do it.",
} as const;
