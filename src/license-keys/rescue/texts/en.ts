/** The words of emergency keys: calm, for somebody whose machine has just died. */
export const en = {
  "problem.nothing_to_rescue":
    "There is no key on this host that an emergency key could stand in for. Choose the host that died.",
  "problem.rescue_of_online_key":
    "The key of {product} is an online key: it runs on any machine as it is. Start the program on another one; the seat of the dead machine ends by itself.",
  "problem.rescue_of_emergency_key":
    "This key of {product} is an emergency key itself. Choose the keys of the host that died.",
  "problem.rescue_of_several_hosts":
    "These keys are on several hosts. Take emergency keys for one host at a time.",
  "problem.rescue_same_host": "{host} is the host that died. Name the one on which you go on.",
  "problem.emergency_quota_used":
    "All {perYear} emergency keys of {product} for {year} are taken. Licence support helps at any hour: write to {support} and say “severity 1”.",
  "problem.rescue_settled":
    "It was said before how this went on: {state, select, dead {the host is dead, and its keys are on the new one} back {the host is back, and the emergency keys have ended} other {the same keys were taken once more}}.",
  "problem.rescue_not_found": "There is no such emergency at this site.",

  title: "Emergency keys",
  lead: "A machine has died and the program must run. You get keys for another machine now, for 72 hours; nobody has to approve.",
  keysLink: "License keys",
  nextTitle: "What happens next",
  nextKey:
    "You get a license file for the new machine at once. It counts for 72 hours, and the keys you own are not touched.",
  nextTold: "Your key administrators and licence support are told. That is no accusation; machines die.",
  nextAsk:
    "After 48 hours we ask how it went on. If the machine is dead, its keys go over to the new one for good, in one step. If it is back, the emergency keys end.",
  nextQuota:
    "There are so many of each product in a calendar year. When they are used up, licence support helps at any hour.",
  formTitle: "Take emergency keys",
  dead: "Which machine has died?",
  deadOption: "{name}: {products}",
  productCount: "{quantity} × {product}",
  newKind: "How is the new machine known?",
  newValue: "Its identity",
  newValueHint: "As the machine shows it, for example {example}. Leave it empty for “any machine”.",
  newName: "A name for it",
  newNameHint: "By which you will know it.",
  reason: "What happened?",
  reasonHint: "A few words, for your administrators: “power supply of app01 burnt”.",
  fieldNeeded: "Fill this in.",
  take: "Get the keys now",
  placesTitle: "Emergency keys of {year}",
  product: "Product",
  used: "Taken",
  perYear: "A year",
  left: "Left",
  noHosts: "No host has keys",
  noHostsText: "Emergency keys stand in for keys that are on a host. Get keys first.",
  supportTitle: "If they are used up",
  supportMail: "Write to {email} and say “severity 1”.",
  supportPhone: "Or call {phone}.",
  openTitle: "Waiting for your answer",
  openItem: "{deadHost} → {host}, taken {when}",

  oneTitle: "Emergency: {deadHost}",
  ready: "The keys are ready",
  readyText: "Put the file on {host}. It counts until {until}.",
  download: "Save the license file",
  facts: "What was taken",
  deadHost: "The host that died",
  newHost: "The new host",
  takenAt: "Taken",
  takenBy: "By",
  expiresAt: "Counts until",
  expired: "Over since {when}",
  keysTitle: "Keys",
  quantity: "Quantity",
  order: "Order",
  state: "State",
  inForce: "In force",
  over: "Over",
  askTitle: "How did it go on?",
  askText:
    "There is no hurry: an answer counts whenever it comes. The emergency keys end by themselves after 72 hours.",
  isDead: "The machine is dead",
  isDeadText:
    "The keys of {deadHost} are returned and stand on {host} for good, in one step. You get the new file of {host} and the emptied one of {deadHost}.",
  isDeadButton: "It is dead: move its keys to {host}",
  isBack: "The machine is back",
  isBackText:
    "{deadHost} goes on with its own keys. The emergency keys on {host} end; put its new file in place.",
  isBackButton: "It is back: end the emergency keys",
  settledDead: "The machine was dead: its keys are on {host} for good",
  settledDeadText: "Put the new file of {host} in place. It has no end by the emergency any more.",
  settledBack: "The machine is back: the emergency keys have ended",
  settledBackText: "Put the new file of {host} in place, so that it forgets them.",
  settledReplaced: "The same keys were taken once more",
  settledReplacedText: "It is asked about the later taking.",

  mailTakenSubject: "Emergency keys were taken for {host}",
  mailTaken: "{by} has taken emergency keys because {deadHost} has died. They count for 72 hours.",
  mailSite: "Site",
  mailProduct: "{quantity} × {product}",
  mailNothingToDo:
    "You need not do anything now. After 48 hours it is asked how it went on; you can answer as well as whoever took them.",
  mailPlaces: "{product}: {used} of {perYear} taken in {year}",
  mailOpen: "See the emergency",
  mailVendorSubject: "Emergency keys at site {siteNumber}",
  mailVendor:
    "A member of the site has taken emergency keys. Nothing has to be approved; this is for your knowledge.",
  mailVendorOpen: "The site's keys",
  mailAskSubject: "How did it go on with {deadHost}?",
  mailAsk:
    "Two days ago emergency keys were taken for {host}, because {deadHost} had died. How did it go on?",
  mailIfDead: "The machine is dead: its keys go over to {host} for good, in one step.",
  mailIfBack: "The machine is back: the emergency keys end.",
  mailIfSilent: "Without an answer the emergency keys end by themselves, 72 hours after they were taken.",
  mailAnswer: "Say how it went on",
} as const;

export type Texts = Readonly<Record<keyof typeof en, string>>;
