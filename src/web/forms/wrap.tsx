import type { ComponentChildren } from "preact";
import { useSay } from "../locale/reader.ts";
import { idOf, useError } from "./errors.tsx";

/** What every field has. */
export interface FieldProps {
  name: string;
  label: string;
  /** Said below the label, before a person types. */
  hint?: ComponentChildren;
  /** Set it here or, for all fields at once, on `Form`. */
  error?: string | undefined;
  required?: boolean;
}

/** The attributes that tie a control to its label, hint and error. */
export function useControl({ name, hint, error, required = true }: FieldProps) {
  const id = idOf(name);
  const text = useError(name, error);
  const described = [hint === undefined ? "" : `${id}-hint`, text === undefined ? "" : `${id}-error`];
  return {
    id,
    name,
    required,
    "aria-invalid": text === undefined ? undefined : true,
    "aria-describedby": described.join(" ").trim() || undefined,
  };
}

/** Label, hint, control, error: in that order for eyes and ears. */
export function Wrap({ field, children }: { field: FieldProps; children: ComponentChildren }) {
  const say = useSay();
  const id = idOf(field.name);
  const text = useError(field.name, field.error);
  return (
    <div class="field">
      <label for={id}>
        {field.label}
        {field.required === false && <span class="optional"> {say("optional")}</span>}
      </label>
      {field.hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
      {children}
      <FieldError id={id} text={text} />
    </div>
  );
}

export function FieldError({ id, text }: { id: string; text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p class="error" id={`${id}-error`}>
      {text}
    </p>
  );
}
