/**
 * Plain forms. They work without a script; errors come back with the page and take the focus.
 *
 * Fields are required unless said otherwise, and marked when they are not. Controls are checked by the server, whose
 * words are in the reader's language; the browser's own bubbles are turned off.
 */
import { type ComponentChildren, h } from "preact";
import { ErrorSummary, Errors, type FormErrors, idOf, useError } from "./forms/errors.tsx";
import { FieldError, type FieldProps, useControl, Wrap } from "./forms/wrap.tsx";
import { useSay } from "./locale/reader.ts";

interface FormProps {
  /** Where it goes; this page when absent. */
  action?: string;
  method?: "post" | "get";
  /** What is wrong, by field name; `form` for what belongs to no field. */
  errors?: FormErrors;
  hidden?: Readonly<Record<string, string>>;
  /** Whether it carries files. */
  hasFiles?: boolean;
  /** What a script of this page reads: attributes that begin with `data-`. */
  data?: Readonly<Record<`data-${string}`, string>>;
  children: ComponentChildren;
}

export function Form({
  action,
  method = "post",
  errors = {},
  hidden = {},
  hasFiles = false,
  data = {},
  children,
}: FormProps) {
  const enctype = hasFiles ? { enctype: "multipart/form-data" as const } : {};
  return (
    <Errors.Provider value={errors}>
      <ErrorSummary errors={errors} />
      <form class="form" action={action} method={method} noValidate {...enctype} {...data}>
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {children}
      </form>
    </Errors.Provider>
  );
}

interface InputProps extends FieldProps {
  type?: "text" | "email" | "password" | "search" | "tel" | "url" | "date" | "number";
  value?: string | number | null | undefined;
  autocomplete?: string;
  inputMode?: "text" | "numeric" | "decimal" | "email" | "tel" | "url";
  maxLength?: number;
  placeholder?: string;
  /** Codes and numbers: a font in which O and 0 differ, no spelling help, no capitals of its own. */
  isCode?: boolean;
  autofocus?: boolean;
  readonly?: boolean;
}

/** One line of text, a date or a number. Text takes the direction of what is typed. */
export function Field({ label, hint, error, required, ...rest }: InputProps) {
  const { type = "text", value, isCode = false, autofocus = false, readonly = false, ...input } = rest;
  const field = { name: rest.name, label, hint, error, ...(required === undefined ? {} : { required }) };
  const control = useControl(field);
  const code = isCode ? ({ class: "mono", spellcheck: false, autocapitalize: "off" } as const) : {};
  const direction = type === "text" || type === "search" ? ({ dir: "auto" } as const) : {};
  const content = {
    ...input,
    ...control,
    ...code,
    ...direction,
    autofocus,
    readonly,
    value: value ?? undefined,
  };
  return <Wrap field={field}>{h("input", { ...content, type })}</Wrap>;
}

interface SelectProps extends FieldProps {
  options: readonly { value: string; label: string; lang?: string }[];
  value?: string | null | undefined;
  /** The first choice, with an empty value: "Choose a country". */
  prompt?: string;
  autocomplete?: string;
}

export function SelectField({ options, value, prompt, autocomplete, ...field }: SelectProps) {
  const control = useControl(field);
  return (
    <Wrap field={field}>
      <select {...control} autocomplete={autocomplete}>
        {prompt !== undefined && <option value="">{prompt}</option>}
        {options.map((option) => (
          <option
            key={option.value}
            value={option.value}
            lang={option.lang}
            selected={option.value === value}
          >
            {option.label}
          </option>
        ))}
      </select>
    </Wrap>
  );
}

interface CheckboxProps extends FieldProps {
  value?: string;
  checked?: boolean;
}

/** One yes or no. Sends `value` ("on" by default) when ticked, nothing when not. */
export function CheckboxField({ value = "on", checked = false, ...field }: CheckboxProps) {
  const control = useControl({ required: false, ...field });
  const text = useError(field.name, field.error);
  return (
    <div class="field check">
      <input {...control} type="checkbox" value={value} checked={checked} />
      <label for={control.id}>{field.label}</label>
      {field.hint !== undefined && (
        <p class="hint" id={`${control.id}-hint`}>
          {field.hint}
        </p>
      )}
      <FieldError id={idOf(field.name)} text={text} />
    </div>
  );
}

interface TextAreaProps extends FieldProps {
  value?: string | null | undefined;
  rows?: number;
  maxLength?: number;
}

export function TextAreaField({ value, rows = 4, maxLength, ...field }: TextAreaProps) {
  const control = useControl(field);
  return (
    <Wrap field={field}>
      <textarea {...control} rows={rows} maxLength={maxLength} dir="auto" value={value ?? ""} />
    </Wrap>
  );
}

interface FileProps extends FieldProps {
  /** As the browser's `accept`: ".jsonl,.csv". */
  accept?: string;
}

/** One file to send: its form needs `hasFiles`. */
export function FileField({ accept, ...field }: FileProps) {
  const control = useControl(field);
  return (
    <Wrap field={field}>
      <input {...control} type="file" accept={accept} />
    </Wrap>
  );
}

interface SubmitProps {
  tone?: "primary" | "plain" | "danger";
  /** Sent along: which of several buttons was pressed. */
  name?: string;
  value?: string;
  /** For ears, where several buttons of a page read alike: "Approve Hana Sato". */
  description?: string;
  children: ComponentChildren;
}

/** A script may turn it off while the form is under way. */
export function SubmitButton({ tone = "primary", name, value, description, children }: SubmitProps) {
  const say = useSay();
  return (
    <button
      type="submit"
      class={tone}
      name={name}
      value={value}
      aria-label={description}
      data-busy={say("sending")}
    >
      {children}
    </button>
  );
}
