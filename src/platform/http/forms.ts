/** What a page's form sent, as text by name. Pure. */

export type Values = Readonly<Record<string, string>>;

/** What was sent, each name once: a name that came twice is none. */
export function formOf(body: unknown): Values {
  const entries = Object.entries(typeof body === "object" && body !== null ? body : {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

/** The entries of a form by these names; those that are empty and may be are left out. */
export function pick(form: Values, names: readonly string[], optional: readonly string[] = []): Values {
  const given = names.filter(
    (name) => form[name] !== undefined && !(optional.includes(name) && form[name] === ""),
  );
  return Object.fromEntries(given.map((name) => [name, form[name] ?? ""]));
}
