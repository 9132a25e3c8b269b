/** Issuing a passcode, and comparing one: both need the key that lies outside the database. */
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { SiteScope } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { addDays, dateOf, type LocalDate } from "../../platform/dates.ts";
import { newCode, newId } from "../../platform/id.ts";
import { parseAddress } from "../../platform/mail/address.ts";
import { Problem } from "../../platform/problem.ts";
import { passcodeFrom, writtenPasscode } from "./passcode.rules.ts";
import { insertPasscode, type KeptPasscode, supersedePasscode } from "./passcode.store.ts";

const DAY_MS = 86_400_000;

export interface IssuedPasscode {
  readonly id: string;
  /** In groups of four. Known only now: what is kept is a hash. */
  readonly written: string;
  /** The last day on which it surely works, counted where the site is. */
  readonly through: LocalDate;
}

/** A new passcode for the site; the one before it no longer works. */
export async function issuePasscode(
  scope: SiteScope,
  { portal, now }: Context,
  timeZone: string,
): Promise<IssuedPasscode> {
  const code = passcodeFrom(newCode);
  const salt = randomBytes(16);
  const id = newId("passcode", now);
  const expiresAt = new Date(now.getTime() + portal.config.passcodeDays * DAY_MS);
  await supersedePasscode(scope);
  await insertPasscode(scope, { id, salt, hash: hashOf(portal, code, salt), issuedAt: now, expiresAt });
  return { id, written: writtenPasscode(code), through: addDays(dateOf(expiresAt, timeZone), -1) };
}

/** Whether the folded entry is the passcode that is kept. Takes as long either way. */
export function isPasscode({ portal }: Context, code: string, { salt, hash }: KeptPasscode): boolean {
  return timingSafeEqual(hashOf(portal, code, salt), hash);
}

function hashOf({ secrets }: Context["portal"], code: string, salt: Buffer): Buffer {
  return secrets.authenticate("passcode", salt.toString("hex") + code);
}

/** The canonical form of the signed-in person's address, which is the ID. */
export function emailKeyOf({ person }: Context): string {
  const address = person === null ? undefined : parseAddress(person.email);
  if (address === undefined) throw new Problem(401, "sign_in_required");
  return address.key;
}
