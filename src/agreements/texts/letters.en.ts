/** What the notices say that go by post or fax: D-01, D-02, D-04 and D-06. */
export const en = {
  date: "Date",
  contractNotice: "Your agreement and your access to the portal",
  registrationNotice: "Your registration and your access to the portal",
  passcodeReissue: "A new temporary passcode for your site",
  addressee: "Attn. {name}",
  salutation: "Dear {name},",
  introPA:
    "Thank you for choosing our software. Your site is registered under your agreement (program PA), and you are its site contact. Please check the details below.",
  introPAE:
    "Thank you for your order. Your site is registered (program PAE), and you are its site contact. Please check the details below.",
  introFCT:
    "Your site is registered for the software that you own outside an agreement (program FCT), and you are its site contact. Please check the details below.",
  introReissue:
    "You asked for a new temporary passcode. We checked your registration and issued the one below. The passcode that you had before no longer works.",
  accessReissue:
    "In the portal, sign in at {url} with exactly the e-mail address below as your ID, open “First access” and enter the temporary passcode, once.",
  accessWithPasscode:
    "As the site contact you are the first to open your site in the portal. Unless you have an ID already, register one at {url} with exactly the e-mail address below; sign in, and enter the temporary passcode below, once. Nobody else in your company can be given access before that.",
  accessLegacy:
    "No temporary passcode is issued for agreements of May 2003 or earlier. Please write to customer care at {care} and name your site number: we will check your registration and open your site for you.",
  accessFctBefore:
    "No temporary passcode is issued for registrations before May 8, 2006. Please write to customer care at {care} and name your site number: we will check your registration and open your site for you.",
  accessNoEmail:
    "We have no e-mail address on record for you, so there is no temporary passcode yet. Please send us your address, with your site number, at {care}.",
  company: "Company",
  site: "Site",
  address: "Address",
  department: "Department",
  contact: "Site contact",
  contactEmail: "E-mail address",
  program: "Program",
  agreementNumber: "Agreement number",
  siteNumber: "Site number",
  customerNumber: "Customer number (ICN)",
  notOnRecord: "not on record",
  passcode: "Temporary passcode",
  passcodeNote:
    "It works once, through {day}. Capitals and dashes do not matter; O is read as 0, and I and L as 1.",
  wrongData: "If anything above is wrong, please tell customer care at {care} before you go on.",
  neverAsked:
    "We will never ask you for the passcode by telephone or e-mail. Please keep this letter in a safe place.",
  regards: "Yours sincerely,\nCustomer care, {vendor}",
  page: "Page {page} of {pages}",
} as const;
