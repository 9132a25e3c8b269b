/** Why something may not be done at a site. The source of the keys and their arguments. */
export const en = {
  "problem.site_not_found": "There is no such site, or you have no access to it.",
  "problem.program_not_eligible":
    "This is not part of what the site’s program ({program}) offers, so nobody can grant it.",
  "problem.permission_required":
    "Your access to this site does not include this. The people who manage access at your site can grant it.",
  "problem.scope_required": "The API key lacks the scope {permission}.",
} as const;
