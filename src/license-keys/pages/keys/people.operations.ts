/** Who got which keys. */
import { authorize } from "../../../access/index.ts";
import { listContacts } from "../../../identity/index.ts";
import type { Context } from "../../../platform/context.ts";
import { type KeyHolder, listHoldings } from "./people.store.ts";

export async function readHolders(context: Context, siteId: string): Promise<KeyHolder[]> {
  return authorize(context, "license-key.read", siteId, async (scope) => {
    const holdings = await listHoldings(scope);
    const ids = holdings.map(({ personId }) => personId).filter((id) => id.startsWith("person_"));
    const names = new Map<string, string>();
    for (const id of ids) names.set(id, (await listContacts(scope.query, [id]))[0]?.name ?? id);
    return holdings
      .flatMap((held) =>
        names.has(held.personId) ? [{ ...held, name: names.get(held.personId) ?? "" }] : [],
      )
      .toSorted((one, other) => one.name.localeCompare(other.name));
  });
}
