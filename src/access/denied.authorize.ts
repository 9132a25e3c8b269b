/** A refusal, from the check that found it to what the caller is told. */
import type { Contact } from "../identity/index.ts";
import { Problem } from "../platform/problem.ts";
import type { Access, Permission } from "./policy.ts";

export class Denied extends Error {
  readonly access: Exclude<Access, { kind: "allowed" }>;
  readonly helpers: readonly Contact[];
  /** Whether the people who help can give what is missing. */
  readonly isGrantable: boolean;
  constructor(access: Denied["access"], helpers: readonly Contact[] = [], isGrantable = false) {
    super(access.kind);
    this.access = access;
    this.helpers = helpers;
    this.isGrantable = isGrantable;
  }
}

/** `ask`: where the missing privilege is asked for; null when nobody can give it to somebody in this role. */
export function problemOf(
  { access, helpers, isGrantable }: Denied,
  permission: Permission,
  siteId: string,
): Problem {
  if (access.kind === "hidden") return new Problem(404, "site_not_found");
  const { kind: _, reason, ...facts } = access;
  const ask = isGrantable ? `/v1/sites/${siteId}/privilege-requests` : null;
  const asking = reason === "permission_required" ? { ask } : {};
  const whoHelps = reason === "program_not_eligible" ? {} : { helpers, ...asking };
  return new Problem(403, reason, { permission, ...facts, ...RULES[reason], ...whoHelps });
}

const RULES = {
  program_not_eligible: { rule: "BR-55" },
  permission_required: { rule: "BR-44" },
  primary_required: { rule: "BR-39" },
  key_membership_required: { rule: "BR-94" },
} as const;
