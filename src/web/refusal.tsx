import type { ComponentChildren } from "preact";
import { useSay } from "./locale/reader.ts";
import { PersonName } from "./values.tsx";

interface Helper {
  name: string;
  /** What the person is here: "Primary contact". */
  role?: string;
  email?: string | null;
}

interface RefusalProps {
  /** Why not, in one sentence. */
  sentence: string;
  /** The rule behind it, as the contract or the program says. */
  rule?: string;
  helpers?: readonly Helper[];
  children?: ComponentChildren;
}

/** Why something may not be done: the reason, the rule behind it and who can change that. */
export function Refusal({ sentence, rule, helpers = [], children }: RefusalProps) {
  const say = useSay();
  return (
    <div class="refusal notice warn">
      <p class="notice-title">{sentence}</p>
      {rule !== undefined && <p>{say("ruleSays", { rule })}</p>}
      {helpers.length > 0 && (
        <>
          <p>{say("whoHelps")}</p>
          <ul>
            {helpers.map((helper) => (
              <li key={helper.email ?? helper.name}>
                <Contact helper={helper} />
              </li>
            ))}
          </ul>
        </>
      )}
      {children}
    </div>
  );
}

function Contact({ helper: { name, role, email = null } }: { helper: Helper }) {
  return (
    <>
      <PersonName name={name} />
      {role !== undefined && <small> {role}</small>}
      {email !== null && (
        <>
          {" "}
          <a href={`mailto:${email}`}>{email}</a>
        </>
      )}
    </>
  );
}
