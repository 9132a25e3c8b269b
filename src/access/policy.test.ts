import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  type Asked,
  DEFAULT_PRIVILEGES,
  decideAccess,
  type Grant,
  PERMISSIONS,
  type Permission,
  PRIVILEGES,
  PROGRAMS,
  ROLES,
  type Role,
  SERVICES,
  SERVICES_NEEDING_COVERAGE,
} from "./policy.ts";

const PERMISSION_NAMES = Object.keys(PERMISSIONS).filter((name): name is Permission => name in PERMISSIONS);

const grant = (role: Role, change: Partial<Grant> = {}): Grant => ({
  role,
  validThrough: null,
  ...DEFAULT_PRIVILEGES[role],
  ...change,
});

const asked = (change: Partial<Asked> = {}): Asked => ({
  grant: grant("primary"),
  program: "PA",
  permission: "site.read",
  today: "2010-03-01",
  ...change,
});

/** `yes`, `program` (the program does not offer it) or `right` (a privilege is missing). */
function answer(change: Partial<Asked>): string {
  const access = decideAccess(asked(change));
  if (access.kind !== "refused") return access.kind === "allowed" ? "yes" : "hidden";
  return access.reason === "program_not_eligible" ? "program" : "right";
}

test("the whole matrix: what each role may do by default, at a site of each program", () => {
  const lines = PERMISSION_NAMES.map((permission) => {
    const cells = ROLES.map((role) =>
      PROGRAMS.map((program) =>
        answer({
          grant: grant(role),
          keyRole: role === "primary" ? "administrator" : null,
          program,
          permission,
        }),
      ).join(" "),
    );
    return `${permission.padEnd(25)}| ${cells.join(" | ")}`;
  });
  assert.deepEqual(lines, [
    //                           primary: PA PAE FCT OEM | secondary | user
    "site.read                | yes yes yes yes | yes yes yes yes | yes yes yes yes",
    "registration.read        | yes yes program program | yes yes program program | right right program program",
    "order.read               | yes yes program program | yes yes program program | right right program program",
    "entitlement.read         | yes yes yes yes | yes yes yes yes | right right right right",
    "proof.read               | yes yes program program | yes yes program program | right right program program",
    "download.read            | yes yes yes yes | yes yes yes yes | yes yes yes yes",
    "download.start           | yes yes yes yes | yes yes yes yes | yes yes yes yes",
    "history.read             | yes yes yes yes | yes yes yes yes | yes yes yes yes",
    "member.read              | yes yes yes yes | yes yes yes yes | right right right right",
    "member.manage            | yes yes yes yes | yes yes yes yes | right right right right",
    "membership.end           | yes yes yes yes | yes yes yes yes | yes yes yes yes",
    "access-request.read      | yes yes yes yes | yes yes yes yes | right right right right",
    "access-request.decide    | yes yes yes yes | yes yes yes yes | right right right right",
    "privilege.ask            | yes yes yes yes | yes yes yes yes | yes yes yes yes",
    "contact.read             | yes yes program program | yes yes program program | right right program program",
    "contact.update           | yes yes program program | right right program program | right right program program",
    "primary.hand-over        | yes yes yes yes | right right right right | right right right right",
    "hand-over.answer         | yes yes yes yes | yes yes yes yes | yes yes yes yes",
    "succession.read          | yes yes yes yes | yes yes yes yes | right right right right",
    "succession.update        | yes yes yes yes | right right right right | right right right right",
    "consent.read             | yes yes yes yes | yes yes yes yes | right right right right",
    "consent.give             | yes yes yes yes | right right right right | right right right right",
    "identity-provider.read   | yes yes yes yes | yes yes yes yes | right right right right",
    "identity-provider.manage | yes yes yes yes | right right right right | right right right right",
    "access-token.read        | yes yes yes yes | yes yes yes yes | yes yes yes yes",
    "access-token.create      | yes yes yes yes | yes yes yes yes | yes yes yes yes",
    "price.read               | yes yes program program | yes yes program program | right right program program",
    "renewal.read             | yes yes program program | yes yes program program | right right program program",
    "scenario.save            | yes yes program program | yes yes program program | right right program program",
    "cart.read                | yes yes program program | yes yes program program | right right program program",
    "cart.update              | yes yes program program | yes yes program program | right right program program",
    "order.place              | yes yes program program | yes yes program program | right right program program",
    "delivery.read            | yes yes program program | yes yes program program | right right program program",
    "license-key.read         | yes yes yes yes | right right right right | right right right right",
    "license-key.issue        | yes yes yes yes | right right right right | right right right right",
    "license-key.return       | yes yes yes yes | right right right right | right right right right",
    "license-key.move         | yes yes yes yes | right right right right | right right right right",
    "license-key.rescue       | yes yes yes yes | right right right right | right right right right",
    "key-member.read          | yes yes yes yes | right right right right | right right right right",
    "key-member.manage        | yes yes yes yes | right right right right | right right right right",
    "key-membership.end       | yes yes yes yes | right right right right | right right right right",
    "transfer.read            | yes yes yes yes | right right right right | right right right right",
    "transfer.request         | yes yes yes yes | right right right right | right right right right",
    "transfer.consent         | yes yes yes yes | right right right right | right right right right",
  ]);
});

describe("the Key Center", () => {
  const keys = (change: Partial<Asked>) => answer({ permission: "license-key.issue", ...change });

  test("asks for its own membership, not for access to the site", () => {
    assert.equal(keys({ grant: undefined, keyRole: "user" }), "yes");
    assert.equal(keys({ grant: grant("secondary"), keyRole: "user" }), "yes");
    assert.equal(keys({ grant: grant("secondary"), keyRole: null }), "right");
    assert.equal(keys({ grant: undefined, keyRole: null }), "hidden");
    assert.equal(answer({ grant: undefined, keyRole: "administrator" }), "hidden"); // the site itself stays closed
  });

  test("DOMAIN 1.5 leaves members to the administrators", () => {
    assert.equal(keys({ permission: "key-member.manage", keyRole: "user" }), "right");
    assert.equal(keys({ permission: "key-member.manage", keyRole: "administrator" }), "yes");
    assert.equal(keys({ permission: "transfer.request", grant: undefined, keyRole: "user" }), "right");
  });
});

test("BR-55 the services of each program, exactly as the table of the source", () => {
  const offered = Object.entries(SERVICES).map(([service, by]) =>
    [service, ...PROGRAMS.filter((program) => by[program])].join(" "),
  );
  assert.deepEqual(offered, [
    "registration PA PAE",
    "orderHistory PA PAE",
    "proofs PA PAE",
    "download PA PAE FCT OEM",
    "media PA PAE",
    "technicalEnquiry",
    "commerce PA PAE", // ours: the table of the source does not say who buys through the portal
  ]);
});

test("BR-22, BR-56 downloads and media presuppose subscription and support in force", () => {
  assert.deepEqual(SERVICES_NEEDING_COVERAGE, ["download", "media"]);
});

describe("a grant", () => {
  test("holds through its last day and not a day longer", () => {
    const limited = grant("user", { validThrough: "2010-03-01" });
    assert.equal(answer({ grant: limited, today: "2010-03-01" }), "yes");
    assert.equal(answer({ grant: limited, today: "2010-03-02" }), "hidden");
    assert.equal(answer({ grant: grant("user"), today: "9999-12-31" }), "yes");
  });

  test("of nobody, or ended, hides the site for every permission", () => {
    for (const permission of PERMISSION_NAMES) {
      assert.equal(answer({ grant: undefined, permission }), "hidden");
      assert.equal(answer({ grant: grant("primary", { validThrough: "2010-02-28" }), permission }), "hidden");
    }
  });

  test("with one privilege more lets do just what that privilege is for", () => {
    const before = PERMISSION_NAMES.filter(
      (permission) => answer({ grant: grant("user"), permission }) === "yes",
    );
    const gained = (change: Partial<Grant>) =>
      PERMISSION_NAMES.filter(
        (permission) => answer({ grant: grant("user", change), permission }) === "yes",
      ).filter((permission) => !before.includes(permission));
    assert.deepEqual(gained({ reporting: "view" }), ["order.read", "delivery.read"]);
    assert.deepEqual(gained({ accountDocuments: "view" }), ["proof.read"]);
    assert.deepEqual(gained({ entitlements: "update" }), ["entitlement.read"]);
    assert.deepEqual(gained({ contactUpdate: "view" }), ["registration.read", "contact.read"]);
    assert.equal(
      answer({ grant: grant("user", { softwareAndServices: "none" }), permission: "download.start" }),
      "right",
    );
  });

  test("is not told to ask for what the program does not offer", () => {
    assert.equal(answer({ grant: grant("user"), program: "FCT", permission: "order.read" }), "program");
  });
});

describe("the defaults of a role", () => {
  test("the primary holds the most of every privilege", () => {
    for (const [name, values] of Object.entries(PRIVILEGES)) {
      assert.equal(new Map(Object.entries(DEFAULT_PRIVILEGES.primary)).get(name), values.at(-1), name);
    }
  });

  test("a user may download, and manages nothing", () => {
    const { softwareAndServices, ...rest } = DEFAULT_PRIVILEGES.user;
    assert.equal(softwareAndServices, "download");
    assert.deepEqual(new Set(Object.values(rest)), new Set(["none"]));
  });

  test("a secondary manages access, and sees the rest", () => {
    const { softwareAndServices, manageAccess, ...rest } = DEFAULT_PRIVILEGES.secondary;
    assert.deepEqual([softwareAndServices, manageAccess], ["download_media_commerce", "update"]);
    assert.deepEqual(new Set(Object.values(rest)), new Set(["view"]));
  });
});
