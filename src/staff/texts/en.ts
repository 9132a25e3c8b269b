/** What the vendor's people read of keys and invitations. The source of the keys and their arguments. */
export const en = {
  invitationSubject: "You are invited to work as an operator",
  invitationText:
    "You are invited to work as an operator at the portal of {vendor}. Open the page below and accept; the link is valid for {hours} hours and works once.",
  unexpected: "If you did not expect this, ignore this e-mail.",
  accept: "Accept the invitation",
  invitation: "Become an operator",
  invitationNew: "{email} becomes your ID. Enter your name and choose a password.",
  invitationKnown: "Your ID {email} will have the rights of an operator.",
  givenName: "Given name",
  familyName: "Family name",
  password: "Password",
  passwordHint: "At least 15 characters.",
  country: "Country or region",
  countryPrompt: "Choose a country or region",
  "problem.api_key_not_found": "There is no such key in force.",
} as const;
