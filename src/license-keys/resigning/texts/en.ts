export const en = {
  mailSubject: "New license files for site {siteNumber}: please install them",
  mailText:
    "The vendor has given up the key with which license files of your hosts were signed, because it may be known to others. Your keys and quantities are unchanged.",
  mailWhat:
    "Each host of yours whose file carried that signature has a new file, which is ready in the Key Center. Put it in place of the old one. Programs that learn of the given-up key refuse the old file.",
  mailOnline:
    "Programs with a network connection to the portal may fetch the new file themselves; hosts without one need you.",
  mailSite: "Site",
  mailOpen: "To the license keys",
} as const;
