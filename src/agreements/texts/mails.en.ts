/** What the mails to a site's contact say: the portal guide D-03, the welcome D-05, and the warning of a dead passcode. */
export const en = {
  salutation: "Dear {name},",
  customerNumber: "Customer number (ICN)",
  anniversary: "Anniversary date (month.day)",
  anniversaryOpen: "set by your first order",
  contactName: "Site contact",
  siteNumber: "Site number",
  siteName: "Site",
  agreementNumber: "Agreement number",
  contactEmail: "Contact e-mail address",
  id: "Your ID",
  help: "Questions? Write to customer care at {care} and name your site number.",
  regards: "Customer care, {vendor}",

  guideSubject: "Site {siteNumber}: how to sign in to the portal",
  guideIntro:
    "Your site {siteName} is registered. In the portal you see what your company owns and download it. This is how you come in for the first time:",
  guideStepId: "Register an ID at {url} with the address {email}. If that address is an ID already, use it.",
  guideStepConfirm: "Confirm the address with the link in the e-mail that we send you.",
  guideStepSignIn: "Sign in at {url}.",
  guideStepPasscode:
    "Enter the temporary passcode of your notice or welcome e-mail. It is asked for once, and only of the site contact.",
  guideStepCare:
    "No temporary passcode is issued for your site. Write to customer care at {care} with your site number; we check your registration and open your site for you.",
  guideAfter:
    "From then on your ID and password are enough. The site contact comes first: nobody else of your company can be given access before that.",
  openPortal: "Open the portal",

  welcomeSubject: "Welcome: please access the portal for site {siteNumber}",
  welcomeIntro:
    "The registration of {company} is complete, and you are its site contact (primary contact). You decide who of your company may use the portal, and notices and requests come to you. Please take the three steps below.",
  step1: "Step 1: sign in for the first time",
  step1Text:
    "Open the link, sign in with your ID and enter the temporary passcode. It is needed for the first access only.",
  passcode: "Temporary passcode",
  passcodeThrough:
    "It works once, through {day}. O is read as 0, I and L as 1; dashes and capitals do not matter.",
  firstAccess: "Sign in for the first time",
  step1Id:
    "If {email} is not an ID yet, first register it at {url}, with exactly this address, and confirm it; then come back to the link. One ID serves all our tools.",
  step2: "Step 2: review the key contacts",
  step2Text:
    "Under “Contact update” you name who receives what. Where you name nobody, the e-mail comes to you, the primary contact.",
  rolePoe: "Proof of entitlement contact: the proof of each order",
  roleMedia: "Media shipping contact: software on media",
  roleRenewal: "Renewal contact: renewal quotes",
  roleBilling: "Billing contact: invoices",
  roleTechnical: "Site technical contact: the customer number and everything about technical support",
  step2Note:
    "A key contact does not get access to the portal by being named. Access is given separately, in step 3.",
  step3: "Step 3: add secondary contacts and users",
  step3Text:
    "Under “Manage access”, “Add new user”, you may add up to four secondary contacts, which we recommend, and any number of users. You choose what each of them may do.",
  step3Note:
    "Secondary contacts may add others too, users may not. To change the key contacts, a secondary contact also needs the right “update” for contact update.",
  afterwards: "Afterwards",
  afterwardsText:
    "From then on your ID and password are enough. Two things come first: approving or denying requests for access, and keeping the key contacts up to date.",

  reissueSubject: "Site {siteNumber}: your new temporary passcode",
  reissueText:
    "We checked your registration and issued a new temporary passcode for your site {siteName}. The one that you had before no longer works.",

  exhaustedSubject: "Site {siteNumber}: the temporary passcode can no longer be used",
  exhaustedText:
    "A wrong temporary passcode was entered {tries} times for your site {siteName}. To protect the site, the passcode can no longer be used. Your ID and its password are not affected.",
  exhaustedNext:
    "If it was you, write to customer care at {care} with your site number, and you will get a new one. If it was not you, please tell us as well.",
} as const;
