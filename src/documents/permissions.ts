/** `docs/permissions.md`, printed from access/policy.ts: who may do what, as tables. */
import {
  DEFAULT_PRIVILEGES,
  decideAccess,
  PERMISSIONS,
  type Permission,
  PRIVILEGES,
  PROGRAMS,
  type Privilege,
  ROLES,
  SERVICES,
  SERVICES_NEEDING_COVERAGE,
  type Service,
  VENDOR_PERMISSIONS,
} from "../access/policy.ts";

export function permissionsText(): string {
  return [
    "# Permissions",
    "",
    "Generated from `src/access/policy.ts` by `npm run check -- --write`. A change of rights is a change of this file.",
    "",
    "## What each verb at a site needs",
    "",
    ...table(
      ["Permission", "Privilege", "Service of the program"],
      Object.entries(PERMISSIONS).map(permissionRow),
    ),
    "",
    "## What a new member of each role may do, program by program",
    "",
    "Y: allowed. P: the program does not offer it. G: needs a privilege that a new member of the role does not have.",
    "",
    ...table(
      ["Permission", ...ROLES.flatMap((role) => PROGRAMS.map((program) => `${role} ${program}`))],
      matrixRows(),
    ),
    "",
    "## Privileges a new member starts with",
    "",
    ...table(
      ["Privilege", "Values, least first", ...ROLES],
      Object.keys(PRIVILEGES).map((name) => privilegeRow(name as Privilege)),
    ),
    "",
    "## Services by program",
    "",
    ...table(
      ["Service", ...PROGRAMS, "Needs coverage"],
      Object.keys(SERVICES).map((name) => serviceRow(name as Service)),
    ),
    "",
    "## The vendor's side",
    "",
    "An operator holds all of these; an API key those that are its scopes.",
    "",
    ...VENDOR_PERMISSIONS.map((name) => `- \`${name}\``),
    "",
  ].join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

function permissionRow([name, needs]: [
  string,
  { privilege: readonly [string, string] | null; service: string | null },
]) {
  const privilege = needs.privilege === null ? "any member" : `${needs.privilege[0]} ≥ ${needs.privilege[1]}`;
  return [`\`${name}\``, privilege, needs.service ?? "any"];
}

function matrixRows(): string[][] {
  const names = Object.keys(PERMISSIONS) as Permission[];
  return names.map((permission) => [
    `\`${permission}\``,
    ...ROLES.flatMap((role) =>
      PROGRAMS.map((program) => {
        const grant = { ...DEFAULT_PRIVILEGES[role], role, validThrough: null };
        const access = decideAccess({ grant, program, permission, today: "2026-01-01" });
        if (access.kind === "allowed") return "Y";
        return access.kind === "refused" && access.reason === "program_not_eligible" ? "P" : "G";
      }),
    ),
  ]);
}

function privilegeRow(name: Privilege): string[] {
  return [name, PRIVILEGES[name].join(" · "), ...ROLES.map((role) => DEFAULT_PRIVILEGES[role][name])];
}

function serviceRow(name: Service): string[] {
  const offers = PROGRAMS.map((program) => (SERVICES[name][program] ? "○" : "×"));
  return [name, ...offers, SERVICES_NEEDING_COVERAGE.includes(name) ? "yes" : ""];
}
