/** What people read who sign in through their company. The source of the keys and their arguments. */
export const en = {
  title: "Sign in through your company",
  lead: "If your company has set it up, you sign in with your company’s account.",
  email: "Your e-mail address at the company",
  goOn: "Go on",
  none: "No company sign-in has been set up for {domain}. Sign in with your ID and password.",
  toSignIn: "Sign in with a password or passkey",
  found: "{domain} signs in at {host}.",
  foundHint: "Enter your company’s password there and nowhere else.",
  toCompany: "Sign in at {host}",
  malformed: "This is no e-mail address.",
  linkTitle: "Connect your company’s account",
  linkText:
    "You came from {host} as {email}, and this is your ID here. Connect the two, and you can sign in through your company from now on. Your password and passkeys stay.",
  link: "Connect",
  linkNo: "Not now",
  linkedSubject: "Your ID is connected with your company’s account",
  linkedText: "You can sign in through your company, at {host}, from now on.",
  linkedUnexpected: "If it was not you, write to {care} at once.",
  "problem.company_sign_in_ended": "This sign-in has ended, or was begun in another browser. Begin it again.",
  "problem.company_sign_in_failed":
    "The answer of your company’s sign-in could not be accepted. Begin it again; if it happens again, tell your company’s administrator.",
  "problem.company_sign_in_off": "Your company’s sign-in is off. Sign in with a password or passkey.",
  "problem.company_address_refused": "Your company’s sign-in gave no verified e-mail address of {domain}.",
  "problem.company_unreachable":
    "Your company’s sign-in does not answer. Try again soon, or sign in with a password or passkey.",
  "problem.company_link_by_own_sign_in":
    "Sign in with a password or passkey first, then connect the account.",
  "problem.company_link_other_id": "This account belongs to {email}. Sign in with that ID to connect it.",
  "problem.company_identity_taken": "This account is connected with an ID already.",
  "problem.staff_sign_in_here": "Whoever works for the vendor signs in with a passkey or two factors.",
} as const;
