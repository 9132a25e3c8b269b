/** What the change form D-22 says: what is registered, and a line for each correction. */
export const en = {
  heading: "Change of registration (program PA)",
  to: "Customer care, {vendor}",
  date: "Printed on",
  intro:
    "Below is what is registered for your site. Write the right data on the line of each fact that is wrong, and leave the other lines empty. Sign the form and send it to customer care.",
  sendFax: "Fax: {fax}. E-mail: {care}.",
  sendMail: "E-mail: {care}.",
  right: "Right:",
  none: "not on record",
  company: "Company",
  siteName: "Site",
  siteNumber: "Site number",
  agreementNumber: "Agreement number",
  customerNumber: "Customer number (ICN)",
  address: "Address",
  department: "Department",
  phone: "Telephone",
  fax: "Fax",
  contact: "Site contact",
  contactEmail: "E-mail address of the site contact",
  language: "Language of letters and e-mails",
  signature: "Name, date and signature",
  check:
    "Customer care compares the form with the registration and writes to the site contact when it is applied, incomplete or rejected. A change of the contact’s e-mail address decides who can open the site for the first time.",
  page: "Page {page} of {pages}",
} as const;
