/** A body that fits a route's schema, made from the OpenAPI document. */

export interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content?: Record<string, { readonly schema?: Schema }> };
}

export interface Schema {
  readonly type?: string;
  readonly properties?: Record<string, Schema>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly format?: string;
}

const FORMATS: Record<string, string> = { email: "a@b.example", date: "2010-03-02" };

/** Undefined for a route that takes no JSON. Ids come from `named`, by the field's name. */
export function bodyOf({ requestBody }: Operation, named: Record<string, string>): object | undefined {
  const schema = requestBody?.content?.["application/json"]?.schema;
  return schema === undefined ? undefined : (sampleOf(schema, named, "") as object);
}

function sampleOf(schema: Schema, named: Record<string, string>, name: string): unknown {
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined) return sampleOf(schema.anyOf[0] ?? {}, named, name);
  if (schema.type === "array") return [sampleOf(schema.items ?? {}, named, name)];
  if (schema.type === "integer" || schema.type === "number") return 1;
  if (schema.type === "boolean") return true;
  if (schema.type !== "object" || schema.properties === undefined)
    return named[name] ?? FORMATS[schema.format ?? ""] ?? "x";
  const required = schema.required ?? [];
  const entries = Object.entries(schema.properties).filter(([key]) => required.includes(key));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sampleOf(inner, named, key)]));
}
