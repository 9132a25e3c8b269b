import type { ComponentChildren } from "preact";
import { Form, SubmitButton } from "./form.tsx";
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
  /** What exactly is missing, in one sentence; and why it cannot be asked for, where it cannot. */
  missing?: readonly string[];
  helpers?: readonly Helper[];
  /** Where those who help are asked for it: a form that is sent, with what it carries. */
  ask?: { readonly action: string; readonly hidden: Readonly<Record<string, string>> };
  children?: ComponentChildren;
}

/** Why something may not be done: the reason, the rule behind it and who can change that. */
export function Refusal({ sentence, rule, missing = [], helpers = [], ask, children }: RefusalProps) {
  const say = useSay();
  return (
    <div class="refusal notice warn">
      <p class="notice-title">{sentence}</p>
      {rule !== undefined && <p>{say("ruleSays", { rule })}</p>}
      {missing.map((text) => (
        <p key={text}>{text}</p>
      ))}
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
      {ask !== undefined && helpers.length > 0 && (
        <Form action={ask.action} hidden={ask.hidden}>
          <SubmitButton>{say("askForIt", { count: helpers.length })}</SubmitButton>
        </Form>
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
