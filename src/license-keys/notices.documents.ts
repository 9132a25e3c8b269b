/** The administrators of a Key Center are told of keys that the vendor has ended. */
import type { SiteScope } from "../access/index.ts";
import { findSiteFacts } from "../agreements/index.ts";
import { notifyKeyAdministrators } from "../key-members/index.ts";
import type { Context } from "../platform/context.ts";
import { longNumber } from "./files/rules.ts";
import type { EndedMailFacts } from "./mails.ts";

interface EndedKey {
  readonly id: string;
  readonly productName: string;
  readonly quantity: number;
  readonly hostName: string | null;
}

const MOST_NAMED = 50;

/** One mail for all keys that one deed has ended at a site: a key ends once, so the first of them names the deed. */
export async function tellOfEnded(
  scope: SiteScope,
  context: Context,
  { keys, why }: { keys: readonly EndedKey[]; why: EndedMailFacts["why"] },
): Promise<void> {
  const site = await findSiteFacts(scope);
  const [first] = keys;
  if (site === undefined || first === undefined) return;
  const facts: EndedMailFacts = {
    siteId: scope.siteId,
    siteNumber: longNumber(site.number),
    why,
    keys: keys
      .slice(0, MOST_NAMED)
      .map(({ productName: product, quantity, hostName: host }) => ({ product, quantity, host })),
    more: Math.max(0, keys.length - MOST_NAMED),
  };
  const dedupeKey = `license-key.ended ${first.id}`;
  await notifyKeyAdministrators(scope, context, {
    template: "license-key.ended",
    facts: { ...facts },
    dedupeKey,
  });
}
