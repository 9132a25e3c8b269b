/** Reads a migrated database's plan back from its catalog, as SQL that a newcomer can read from top to bottom. */
import type pg from "pg";

const TABLES = `
  select table_class.oid, table_class.relname as name, table_class.relpersistence = 'u' as is_unlogged,
         table_class.relrowsecurity as is_protected
    from pg_class table_class
   where table_class.relnamespace = 'public'::regnamespace
     and table_class.relkind = 'r'
     and table_class.relname not like 'kysely%'
   order by table_class.relname`;

const COLUMNS = `
  select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as is_required, attidentity <> '' as is_identity,
         attgenerated <> '' as is_generated, pg_get_expr(adbin, adrelid) as value
    from pg_attribute
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
   where attrelid = $1 and attnum > 0 and not attisdropped
   order by attnum`;

const CONSTRAINTS = `
  select conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint
   where conrelid = $1 and contype <> 'n'
   order by contype desc, conname`;

const INDEXES = `
  select pg_get_indexdef(indexrelid) as definition
    from pg_index
   where indrelid = $1 and not exists (select from pg_constraint where conindid = indexrelid)
   order by indexrelid::regclass::text`;

const POLICIES = `
  select policyname as name, cmd, qual, with_check
    from pg_policies
   where schemaname = 'public' and tablename = $1
   order by policyname`;

const FUNCTIONS = `
  select pg_get_functiondef(pg_proc.oid) as definition
    from pg_proc
   where pronamespace = 'public'::regnamespace
     and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
   order by proname`;

const TRIGGERS = `
  select pg_get_triggerdef(oid) as definition from pg_trigger where tgrelid = $1 and not tgisinternal order by tgname`;

interface Table {
  readonly oid: number;
  readonly name: string;
  readonly is_unlogged: boolean;
  readonly is_protected: boolean;
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly is_required: boolean;
  readonly is_identity: boolean;
  readonly is_generated: boolean;
  readonly value: string | null;
}

export async function readSchema(client: pg.Client): Promise<string> {
  const tables = (await client.query<Table>(TABLES)).rows;
  const parts = [
    "-- Generated from db/migrations by `npm run check -- --write`. The house plan: read this first.\n",
  ];
  for (const table of tables) parts.push(await tableText(client, table));
  const functions = (await client.query<{ definition: string }>(FUNCTIONS)).rows;
  for (const { definition } of functions) parts.push(`${definition.trim()};\n`);
  return parts.join("\n");
}

async function tableText(client: pg.Client, table: Table): Promise<string> {
  const columns = (await client.query<Column>(COLUMNS, [table.oid])).rows.map(columnText);
  const constraints = (await client.query<{ name: string; definition: string }>(CONSTRAINTS, [table.oid]))
    .rows;
  const inner = [
    ...columns,
    ...constraints.map(({ name, definition }) => `constraint ${name} ${definition}`),
  ];
  const head = `create ${table.is_unlogged ? "unlogged " : ""}table ${table.name} (`;
  const after = await linesAfter(client, table);
  return [head, inner.map((line) => `  ${line}`).join(",\n"), ");", ...after, ""].join("\n");
}

async function linesAfter(client: pg.Client, { oid, name, is_protected }: Table): Promise<string[]> {
  const indexes = (await client.query<{ definition: string }>(INDEXES, [oid])).rows;
  const triggers = (await client.query<{ definition: string }>(TRIGGERS, [oid])).rows;
  const policies = (
    await client.query<Record<"name" | "cmd", string> & Record<"qual" | "with_check", string | null>>(
      POLICIES,
      [name],
    )
  ).rows;
  return [
    ...[...indexes, ...triggers].map(({ definition }) => `${definition};`),
    ...(is_protected ? [`alter table ${name} enable row level security; -- forced`] : []),
    ...policies.map((policy) => {
      const using = policy.qual === null ? "" : ` using ${policy.qual}`;
      const check = policy.with_check === null ? "" : ` with check ${policy.with_check}`;
      return `create policy ${policy.name} on ${name} for ${policy.cmd.toLowerCase()}${using}${check};`;
    }),
  ];
}

function columnText({ name, type, is_required, is_identity, is_generated, value }: Column): string {
  const kept = is_generated ? ` generated always as (${value}) stored` : ` default ${value}`;
  const rule = is_identity ? " generated always as identity" : value === null ? "" : kept;
  return `${name} ${type}${is_required ? " not null" : ""}${rule}`;
}
