/** The table of one's own sessions. */
import type { Language } from "../../platform/language.ts";
import { Form, SubmitButton } from "../../web/form.tsx";
import { whenText } from "../../web/locale/formats.ts";
import { Section } from "../../web/page.tsx";
import { type Column, DataTable } from "../../web/table.tsx";
import { Tag } from "../../web/tag.tsx";
import { Absent, When } from "../../web/values.tsx";
import type { readSessions } from "./own.operations.ts";
import { sayIn } from "./texts.ts";

type Session = Awaited<ReturnType<typeof readSessions>>[number];

interface Props {
  readonly language: Language;
  readonly sessions: readonly Session[];
}

export function SessionsSection({ language, sessions }: Props) {
  const say = sayIn(language);
  return (
    <Section title={say("sessions")}>
      <DataTable
        caption={say("sessions")}
        columns={columnsFor(language)}
        rows={sessions}
        rowKey={({ id }) => id}
        empty={null}
      />
      {sessions.length > 1 && (
        <Form action="/profile/security/sessions/end">
          <SubmitButton tone="plain">{say("endOthers")}</SubmitButton>
        </Form>
      )}
    </Section>
  );
}

function columnsFor(language: Language): Column<Session>[] {
  const say = sayIn(language);
  const nameOf = ({ agent }: Session) => agent ?? say("unknownDevice");
  return [
    {
      header: say("device"),
      cell: (session) => (
        <>
          {nameOf(session)} {session.isCurrent && <Tag tone="ok">{say("thisSession")}</Tag>}
        </>
      ),
    },
    { header: say("strength"), cell: ({ strength }) => say(`strength.${strength}`) },
    { header: say("address"), cell: ({ address }) => address ?? <Absent /> },
    { header: say("started"), cell: ({ startedAt }) => <When at={startedAt} /> },
    { header: say("lastSeen"), cell: ({ lastSeenAt }) => <When at={lastSeenAt} /> },
    {
      header: say("actions"),
      isHeaderHidden: true,
      cell: (session) =>
        !session.isCurrent && (
          <Form action={`/profile/security/sessions/${session.id}/end`}>
            <SubmitButton
              tone="plain"
              description={say("endNamed", {
                name: nameOf(session),
                started: whenText(language, session.startedAt),
              })}
            >
              {say("endSession")}
            </SubmitButton>
          </Form>
        ),
    },
  ];
}
