/** Who of the vendor looked at a site, when and why: the vendor's own people read it with names. */
import type { Language } from "../../platform/language.ts";
import { Code } from "../../web/code.tsx";
import { Empty } from "../../web/empty.tsx";
import { listText } from "../../web/locale/formats.ts";
import { Section } from "../../web/page.tsx";
import { type Column, DataTable } from "../../web/table.tsx";
import { Absent, PersonName, When } from "../../web/values.tsx";
import { sayOf } from "../texts.ts";
import type { NamedLook } from "./looks.store.ts";

interface LooksProps {
  language: Language;
  looks: readonly NamedLook[];
  /** The site's: the instants are shown in it. */
  timeZone: string;
}

export function LooksTable({ language, looks, timeZone }: LooksProps) {
  const say = sayOf(language);
  return (
    <Section title={say("looksTitle")}>
      <DataTable
        caption={say("looksTitle")}
        columns={columnsOf(language, timeZone)}
        rows={looks}
        rowKey={({ id }) => id}
        empty={<Empty title={say("looksNone")}>{say("looksNoneText")}</Empty>}
      />
    </Section>
  );
}

function columnsOf(language: Language, timeZone: string): Column<NamedLook>[] {
  const say = sayOf(language);
  return [
    { header: say("lookedAt"), cell: ({ at }) => <When at={at} timeZone={timeZone} /> },
    {
      header: say("lookedBy"),
      cell: ({ name }) => (name === null ? <Absent /> : <PersonName name={name} />),
    },
    {
      header: say("looked"),
      cell: ({ looked }) => {
        const told = looked.map((what) => say(isLooked(what) ? `looked.${what}` : "looked.other"));
        return listText(language, told);
      },
    },
    {
      header: say("lookedFor"),
      cell: ({ request }) =>
        request === null ? (
          <Absent />
        ) : (
          <a href={`/care/requests/${request}`}>
            <Code>{request}</Code>
          </a>
        ),
    },
  ];
}

const LOOKED = ["registration", "members", "person", "request", "keys"] as const;

function isLooked(what: string): what is (typeof LOOKED)[number] {
  return LOOKED.some((each) => each === what);
}
