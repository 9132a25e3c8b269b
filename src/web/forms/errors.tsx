/** What is wrong with a form: known to the form, told beside each field and once above them all. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { useSay } from "../locale/reader.ts";

/** By field name; `form` is for what belongs to no field. Absent texts are left out. */
export type FormErrors = Readonly<Record<string, string | undefined>>;

export const Errors = createContext<FormErrors>({});

/** The field's own error, or the form's for that name. */
export function useError(name: string, own: string | undefined): string | undefined {
  const errors = useContext(Errors);
  return own ?? errors[name];
}

/** The id of a field's control: what labels, errors and links point to. */
export function idOf(name: string): string {
  return `field-${name.replaceAll(/[^\w-]/g, "-")}`;
}

/** Every error once, each leading to its field. Takes the focus when the page opens, without a script. */
export function ErrorSummary({ errors }: { errors: FormErrors }) {
  const say = useSay();
  const told = Object.entries(errors).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (told.length === 0) return null;
  return (
    <div class="notice bad summary" role="alert" tabIndex={-1} autofocus>
      <p class="notice-title">{say("errorsFound", { count: told.length })}</p>
      <ul>
        {told.map(([name, text]) => (
          <li key={name}>{name === "form" ? text : <a href={`#${idOf(name)}`}>{text}</a>}</li>
        ))}
      </ul>
    </div>
  );
}
