/** `docs/permissions.md`, printed from access/policy.ts and the router: who may do what, as the tables of DOMAIN §1.3–1.6. */
import {
  DEFAULT_PRIVILEGES,
  decideAccess,
  type Grant,
  PERMISSIONS,
  type Permission,
  PRIVILEGES,
  PROGRAMS,
  type Privilege,
  type Privileges,
  type Program,
  privilegesFor,
  ROLES,
  type Role,
  SERVICES,
  SERVICES_NEEDING_COVERAGE,
  type Service,
} from "../access/policy.ts";
import { STAFF_PERMISSIONS, STAFF_ROLES, VENDOR_PERMISSIONS } from "../access/staff.policy.ts";
import type { RouteEntry } from "../platform/http/methods.ts";

export function permissionsText(routes: readonly RouteEntry[]): string {
  return [
    "# Permissions",
    "",
    "Generated from `src/access/policy.ts` and the router by `npm run check -- --write`. A change of rights is a change of",
    "this file. `test/rights.test.ts` calls every route as every role and compares.",
    "",
    "## At a site: what each verb needs",
    "",
    ...table(
      ["Permission", "Who", "Privilege", "Service of the program"],
      Object.entries(PERMISSIONS).map(permissionRow),
    ),
    "",
    "## At a site: who may",
    "",
    "Y: always. G+: only with the privilege, which a new member of the role has. G: only with the privilege, which has to",
    "be granted. N: never. P: the program does not offer it, so nobody can grant it.",
    "",
    ...table(
      [
        "Permission",
        ...ROLES.map((role) => `${role}, PA and PAE`),
        ...ROLES.map((role) => `${role}, FCT and OEM`),
      ],
      names(PERMISSIONS).map(memberRow),
    ),
    "",
    "## Privileges a new member starts with",
    "",
    "A user never holds `manageAccess` or `contactUpdate`; the primary always holds the most.",
    "",
    ...table(["Privilege", "Values, least first", ...ROLES], names(PRIVILEGES).map(privilegeRow)),
    "",
    "## Services by program",
    "",
    ...table(["Service", ...PROGRAMS, "Needs coverage"], names(SERVICES).map(serviceRow)),
    "",
    "## The vendor's side",
    "",
    "The operator may stand in for any desk, but never be the second agent of a take-over that he verified himself. An API",
    "key holds those that are its scopes. `consented.*` also needs the primary's recorded consent.",
    "",
    ...table(
      ["Permission", ...STAFF_ROLES],
      VENDOR_PERMISSIONS.map((name) => [
        `\`${name}\``,
        ...STAFF_ROLES.map((role) => (STAFF_PERMISSIONS[role].includes(name) ? "Y" : "N")),
      ]),
    ),
    "",
    "## Routes",
    "",
    "`person`: whoever is signed in, about himself. `anyone`: also who is not.",
    "",
    ...table(["Needs", "Route"], routeRows(routes)),
    "",
  ].join("\n");
}

function names<Name extends string>(record: Record<Name, unknown>): Name[] {
  return Object.keys(record) as Name[];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

interface Needed {
  readonly privilege: readonly [string, string] | null;
  readonly service: string | null;
  readonly isPrimaryOnly?: boolean;
  readonly keyRole?: string;
}

function permissionRow([name, needed]: [string, Needed]): string[] {
  const { privilege, service, isPrimaryOnly = false, keyRole } = needed;
  const who =
    keyRole === undefined ? (isPrimaryOnly ? "the primary" : "any member") : `Key Center ${keyRole}`;
  return [`\`${name}\``, who, privilege === null ? "" : `${privilege[0]} ≥ ${privilege[1]}`, service ?? ""];
}

function memberRow(permission: Permission): string[] {
  const cells = (program: Program) => ROLES.map((role) => cellOf(permission, role, program));
  return [`\`${permission}\``, ...cells("PA"), ...cells("FCT")];
}

/** The least and the most that a role can hold tell whether a privilege decides. */
function cellOf(permission: Permission, role: Role, program: Program): string {
  const held = (privileges: Privileges): Grant => ({ ...privileges, role, validThrough: null });
  const keyRole = role === "primary" ? "administrator" : null; // the others are members when they were added
  const answer = (privileges: Privileges) =>
    decideAccess({ grant: held(privileges), keyRole, program, permission, today: "2026-01-01" });
  const most = answer(privilegesFor(role, extreme(-1)));
  if (most.kind === "refused" && most.reason === "program_not_eligible") return "P";
  if (most.kind !== "allowed") return "N";
  if (answer(privilegesFor(role, extreme(0))).kind === "allowed") return "Y";
  return answer(DEFAULT_PRIVILEGES[role]).kind === "allowed" ? "G+" : "G";
}

function extreme(index: 0 | -1): Privileges {
  const entries = Object.entries(PRIVILEGES).map(([name, values]) => [name, values.at(index)]);
  return Object.fromEntries(entries) as Privileges;
}

function privilegeRow(name: Privilege): string[] {
  return [name, PRIVILEGES[name].join(" · "), ...ROLES.map((role) => DEFAULT_PRIVILEGES[role][name])];
}

function serviceRow(name: Service): string[] {
  const offers = PROGRAMS.map((program) => (SERVICES[name][program] ? "○" : "×"));
  return [name, ...offers, SERVICES_NEEDING_COVERAGE.includes(name) ? "yes" : ""];
}

/** Sorted by what they need, in the order of the policy. */
function routeRows(routes: readonly RouteEntry[]): string[][] {
  const order = ["anyone", "person", ...names(PERMISSIONS), ...VENDOR_PERMISSIONS] as string[];
  const rows = routes
    .filter(({ method }) => method !== "HEAD")
    .map(({ method, url, needs = "?" }) => ({ needs, route: `${method} ${url}` }));
  rows.sort((a, b) => order.indexOf(a.needs) - order.indexOf(b.needs) || (a.route < b.route ? -1 : 1));
  return rows.map(({ needs, route }) => [needs, `\`${route}\``]);
}
