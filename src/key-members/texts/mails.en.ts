/** The words of the mails of the Key Center: D-14, D-16 to D-18, and of being added or taken out. The source of the keys. */
export const en = {
  site: "Site",
  accountNumber: "Account number (site number, long form)",
  role: "Role",
  name: "Name",
  email: "E-mail (ID)",
  when: "Time",
  path: "How",

  welcomeSubject: "Welcome to the Key Center of {site}",
  welcomePrimary:
    "You are the primary contact of {site}, and so the administrator of its Key Center: there your company gets, returns and moves the license keys that it owns.",
  welcomeTechnical:
    "You are the site technical contact of {site}, and so a member of its Key Center: there your company gets, returns and moves the license keys that it owns.",
  firstSteps: "First steps",
  stepSignIn: "Sign in with your ID {email}.",
  stepRegister: "Register an ID with the address {email}: it must be this address.",
  stepPasscode:
    "Then open the site with the temporary passcode that comes to you separately. The Key Center opens to you after that.",
  stepKeys: "Open “License keys”: it lists what your company owns and how many keys are free.",
  stepHosts:
    "Choose a product and the host on which it runs, get the keys and install the file on that host.",
  stepBackup: "Name a backup administrator, so that somebody can let colleagues in when you are away.",
  openKeyCenter: "Open the Key Center",
  register: "Register an ID",
  forgotten:
    "Should you have forgotten your password: choose “Forgot your password?” where you sign in, and instructions come by e-mail.",
  unexpected: "If you did not expect this mail, write to {care}.",

  addedSubject: "You were added to the Key Center of {site}",
  addedText: "{by} added you to the Key Center of {site}.",
  removedSubject: "You are no longer in the Key Center of {site}",
  removedText: "{by} took you out of the Key Center of {site} (account {number}).",
  removedKeys: "The keys that you got belong to the company and stay as they are.",

  askedSubject: "Key Center of {site}: {name} asks to come in",
  askedText:
    "{name} asks to become a member of the Key Center of {site}, and gave no order number. You decide.",
  approve: "Approve",
  deny: "Deny",
  askedOnce:
    "Each link opens a page on which you decide; opening it decides nothing. If you do not know this person, deny. Of several administrators the first one decides.",

  approvedSubject: "Approved: you are in the Key Center of {site}",
  approvedText: "Your registration was approved: you are a member of the Key Center of {site}.",
  signIn: "Sign in and see the keys",
  deniedSubject: "Denied: Key Center account {number}",
  deniedText: "Your registration at the Key Center account {number} was denied.",
  deniedHow:
    "Please talk to the primary contact of your site. With a sales order number of the site you need no approval.",

  cameSubject: "Key Center of {site}: {name} is a new member",
  cameText: "{name} became a member of the Key Center of {site}.",
  seeMembers: "See the members",
  cameWhy:
    "You get this mail because an administrator chose to be told of each new member. It is switched off on the members’ page.",
} as const;
