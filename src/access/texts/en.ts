/** Why something may not be done at a site. The source of the keys and their arguments. */
export const en = {
  "problem.site_not_found": "There is no such site, or you have no access to it.",
  "problem.program_not_eligible":
    "This is not part of what the site’s program ({program}) offers, so nobody can grant it.",
  "problem.permission_required":
    "Your access to this site does not include this. The people who manage access at your site can grant it.",
  "problem.scope_required": "The API key lacks the scope {permission}.",
  "problem.primary_required": "Only the site’s primary contact can do this.",
  "problem.key_membership_required":
    "Only members of this site’s Key Center can do this. One of its administrators can let you in; some of its functions are the administrators’ own.",
  "problem.staff_role_required":
    "Your role at the vendor does not include this. These roles may do it: {roles}.",
  "problem.second_factor_required":
    "This needs a second factor. Add a passkey or an authenticator app to your ID, then sign in with it.",
  "problem.view_reads_only":
    "You are looking at this site as one of its people does: reading only. Nothing can be changed here.",
  "problem.secondary_limit":
    "All four places for secondary contacts are taken. Make one of them a user, or remove one, first.",
  "problem.already_member": "This person is a member of the site already.",
  "problem.primary_changed": "The primary contact has changed in the meantime. Look at the list again.",
  "problem.member_not_found": "There is no such member at this site.",
} as const;
