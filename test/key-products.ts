/** More of Aoba to get keys of: three products with keys, beside the ten DOORS of the cast. */
import { sql } from "kysely";
import { CAST } from "./cast.ts";
import type { TestPortal } from "./portal.ts";

export const KEY_LINES = { change: "line_aobachange", quest: "line_aobaquest", kit: "line_aobakit" } as const;

/** 5 ClearQuest (date-based), 4 Change (version-based, through 7.1) and an activation kit's 2, all of 2009-07-10. */
export async function addKeyProducts({ owner }: TestPortal): Promise<void> {
  await sql`
    insert into products (code, name, brand, product_group, description, key_scheme, renewal_keys) values
      ('quest', 'Rational ClearQuest', 'Rational', 'Rational', 'Change requests', 'date-based', false),
      ('change', 'Rational Change', 'Rational', 'Rational', 'Change management', 'version-based', false),
      ('kit', 'Rational Kit', 'Rational', 'Rational', 'With a kit', 'activation-kit', false)`.execute(owner);
  await sql`
    insert into product_versions values ('change', '7.0', '2008-02-01', null, false), ('change', '7.1', '2009-10-01', null, false),
      ('change', '8.0', '2011-01-01', null, false)`.execute(owner);
  await sql`
    insert into parts (number, product_code, kind, programs, service_months, description) values
      ('D0QUELL', 'quest', 'license', '{PA,PAE}', 12, 'ClearQuest'), ('D0CHALL', 'change', 'license', '{PA,PAE}', 12, 'Change'),
      ('D0KITLL', 'kit', 'license', '{PA,PAE}', 12, 'Kit')`.execute(owner);
  const lines = [
    [KEY_LINES.quest, "D0QUELL", "quest", "Rational ClearQuest", 5],
    [KEY_LINES.change, "D0CHALL", "change", "Rational Change", 4],
    [KEY_LINES.kit, "D0KITLL", "kit", "Rational Kit", 2],
  ] as const;
  await sql`insert into orders (id, site_id, number, ordered_on, revision, booked_at)
            values ('order_aobakeys', ${CAST.aoba}, 'SO-4800', '2009-07-10', 1, '2009-07-10T01:00:00Z')`.execute(
    owner,
  );
  for (const [at, [id, part, product, name, quantity]] of lines.entries()) {
    await sql`insert into order_lines (id, site_id, order_id, line, part_number, quantity)
              values (${`o${id}`}, ${CAST.aoba}, 'order_aobakeys', ${at + 1}, ${part}, ${quantity})`.execute(
      owner,
    );
    await sql`
      insert into entitlement_lines (id, site_id, order_id, order_line_id, order_number, order_line, ordered_on, part_number,
                                     product_code, product_name, quantity, covered_from, covered_through)
      values (${id}, ${CAST.aoba}, 'order_aobakeys', ${`o${id}`}, 'SO-4800', ${at + 1}, '2009-07-10', ${part}, ${product},
              ${name}, ${quantity}, '2009-07-10', '2010-07-31')`.execute(owner);
    await sql`insert into coverage_periods (line_id, site_id, covered_from, covered_through, kind, order_line_id)
              values (${id}, ${CAST.aoba}, '2009-07-10', '2010-07-31', 'license', ${`o${id}`})`.execute(
      owner,
    );
  }
}
