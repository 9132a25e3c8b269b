/** The members of a Key Center as a sheet, with the columns that the page shows. */
import type { Language } from "../../platform/language.ts";
import type { Sheet, SheetColumn } from "../../platform/sheets/columns.ts";
import type { OwnedMember } from "../rules.ts";
import { keyMemberSay } from "../texts.ts";

export function keyMembersSheet(language: Language, rows: readonly OwnedMember[]): Sheet<OwnedMember> {
  const say = keyMemberSay(language);
  const text = (header: string, width: number, value: (member: OwnedMember) => string | null) =>
    ({ header, kind: "text", width, value }) as const;
  const columns: SheetColumn<OwnedMember>[] = [
    text(say("name"), 24, ({ name }) => name),
    text(say("email"), 32, ({ email }) => email),
    text(say("role"), 20, ({ role }) => say(`role.${role}`)),
    text(say("because"), 36, ({ because }) => say(`way.${because}`)),
    { header: say("since"), kind: "day", width: 12, value: ({ since }) => since.slice(0, 10) },
  ];
  const pages = (async function* () {
    yield rows;
  })();
  return { name: say("membersTitle"), plainName: "key-members", columns, pages };
}
