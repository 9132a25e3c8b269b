/**
 * Which files a person may download at a site on a day, and if not, why not.
 *
 * Pure. `today` is the calendar day in the site's time zone; covered days are inclusive at both ends. The order of the
 * questions is the program, the person's right, the product's coverage, the version, the file: each names who can help.
 * Source: DOMAIN §3.14, BR-55, BR-56, BR-66, A-51.
 */
import { decideAccess } from "../../access/index.ts";
import type { LocalDate } from "../../platform/dates.ts";
import { accept, type Result, refuse } from "../../platform/result.ts";

type Asked = Parameters<typeof decideAccess>[0];

export interface Person {
  readonly grant: NonNullable<Asked["grant"]>;
  readonly program: Asked["program"];
}

/** Subscription and support of one product at one site. Absent: the site owns nothing of the product. */
export interface ProductCoverage {
  readonly coveredThrough: LocalDate | null;
  readonly isActive: boolean;
}

export interface FileFacts {
  /** The version's day: from it on, it may be had. */
  readonly availableOn: LocalDate;
  readonly state: "awaited" | "available" | "rejected";
}

export type WhyNot =
  | { readonly reason: "program_not_eligible"; readonly rule: "BR-55"; readonly program: string }
  | {
      readonly reason: "permission_required";
      readonly rule: "BR-44";
      readonly privilege: string;
      readonly needed: string;
    }
  | {
      readonly reason: "no_active_subscription";
      readonly rule: "BR-56";
      readonly coveredThrough: LocalDate | null;
    }
  | { readonly reason: "not_released_yet"; readonly rule: "DOMAIN 3.14.5"; readonly availableOn: LocalDate }
  | { readonly reason: "file_awaited"; readonly rule: null };

export interface Wish {
  readonly person: Person;
  readonly coverage: ProductCoverage;
  readonly file: FileFacts;
  readonly today: LocalDate;
}

/**
 * A lapse takes the access to downloads away, never the license. While covered, every version is offered that came out
 * on or before the last covered day, which is every version that is out.
 */
export function decideDownload({ person, coverage, file, today }: Wish): Result<"allowed", WhyNot> {
  const right = decideRight(person, today);
  if (!right.ok) return right;
  if (!coverage.isActive) {
    return refuse({
      reason: "no_active_subscription",
      rule: "BR-56",
      coveredThrough: coverage.coveredThrough,
    });
  }
  if (file.availableOn > today) {
    return refuse({ reason: "not_released_yet", rule: "DOMAIN 3.14.5", availableOn: file.availableOn });
  }
  return file.state === "available" ? accept("allowed") : refuse({ reason: "file_awaited", rule: null });
}

/** What program and privilege say, whatever the file. A grant that is over has been refused by `authorize` already. */
export function decideRight({ grant, program }: Person, today: LocalDate): Result<"allowed", WhyNot> {
  const access = decideAccess({ grant, program, permission: "download.start", today });
  if (access.kind === "allowed") return accept("allowed");
  if (access.kind === "refused" && access.reason === "program_not_eligible") {
    return refuse({ reason: "program_not_eligible", rule: "BR-55", program });
  }
  const [privilege, needed] = ["softwareAndServices", "download"];
  return refuse({ reason: "permission_required", rule: "BR-44", privilege, needed });
}

/** Whether a refusal is about rights (the caller may see but not do) or about the state of things. */
export function isAboutRights({ reason }: WhyNot): boolean {
  return reason !== "not_released_yet" && reason !== "file_awaited";
}
