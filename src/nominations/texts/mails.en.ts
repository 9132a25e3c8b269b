/** The words of the mails about requests for access: D-08b and D-09. The source of the keys and their arguments. */
export const en = {
  reviewSubject: "Access request for site {siteNumber}: {name}",
  reviewText: "{name} ({email}) asks for access to site {siteNumber}, {siteName}. You decide about it.",
  reminderSubject: "Still waiting: access request for site {siteNumber}",
  reminderText:
    "{name} ({email}) has been waiting since {day} for access to site {siteNumber}, {siteName}. Please approve or deny the request.",
  privilegeSubject: "Privilege request at site {siteNumber}: {name}",
  privilegeText:
    "{name} ({email}) asks for a privilege at site {siteNumber}, {siteName}. You decide about it.",
  decide: "Look at the request",
  who: "Who",
  email: "E-mail (ID)",
  company: "Company",
  department: "Department",
  phone: "Telephone",
  message: "Message",
  siteNumber: "Site number",
  site: "Site",
  asked: "Asked for",
  approvedSubject: "Approved: access to site {siteNumber}",
  approvedText: "Your request for access to site {siteNumber} was approved.",
  approvedPrivilegeText: "The privilege that you asked for at site {siteNumber} was granted.",
  deniedSubject: "Denied: access to site {siteNumber}",
  deniedText: "Your request for access to site {siteNumber} was denied.",
  deniedNext: "Please talk to the contact of your site. You may ask again once the reason no longer holds.",
  expiredSubject: "Expired: access to site {siteNumber}",
  expiredText:
    "Your request for access to site {siteNumber} has expired: nobody answered within 90 days. You may ask again.",
  reason: "Reason",
  role: "Role",
  validThrough: "Valid through",
  signIn: "Sign in",
  replacedSubject: "You are no longer the primary contact of site {siteNumber}",
  replacedUserText:
    "Customer care has checked the registration of site {siteNumber}, {siteName}: {name} is its primary contact from now on. You keep access to it as a user.",
  replacedNoneText:
    "Customer care has checked the registration of site {siteNumber}, {siteName}: {name} is its primary contact from now on. Your access to the site has ended.",
  replacedNext: "If this is wrong, please write to customer care at {care}.",
} as const;
