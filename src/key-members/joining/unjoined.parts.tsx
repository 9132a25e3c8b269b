/** The sites of the reader at which he is not in the Key Center, and whom to ask there. */
import { Code } from "../../web/code.tsx";
import { Section } from "../../web/page.tsx";
import { DataTable } from "../../web/table.tsx";
import { PersonName } from "../../web/values.tsx";
import type { Unjoined } from "../members/accounts.operations.ts";
import type { KeyMemberSay } from "../texts.ts";

/** Who is somebody at a site learns whom to ask there; a stranger learns no names. Source: BR-94. */
export function Unjoinable({ say, unjoined }: { say: KeyMemberSay; unjoined: readonly Unjoined[] }) {
  if (unjoined.length === 0) return null;
  return (
    <Section title={say("unjoined")}>
      <p>{say("unjoinedText")}</p>
      <DataTable
        caption={say("unjoined")}
        columns={[
          { header: say("site"), cell: ({ name }) => <PersonName name={name} /> },
          { header: say("account"), cell: ({ longNumber }) => <Code>{longNumber}</Code> },
          { header: say("askWhom"), cell: ({ helpers }) => <Helpers say={say} helpers={helpers} /> },
        ]}
        rows={unjoined}
        rowKey={({ siteId }) => siteId}
        empty={null}
      />
    </Section>
  );
}

function Helpers({ say, helpers }: { say: KeyMemberSay; helpers: Unjoined["helpers"] }) {
  if (helpers.length === 0) return <>{say("unjoinedNobody")}</>;
  return (
    <ul>
      {helpers.map(({ name, email }) => (
        <li key={email}>
          <PersonName name={name} /> <a href={`mailto:${email}`}>{email}</a>
        </li>
      ))}
    </ul>
  );
}
