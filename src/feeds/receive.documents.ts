/** A feed on its way in: the file on the disk, its row and its job. Whatever breaks off leaves nothing that counts. */
import { authorizeVendor, type VendorScope } from "../access/index.ts";
import type { Context } from "../platform/context.ts";
import { emit } from "../platform/events.ts";
import { newId } from "../platform/id.ts";
import { found } from "../platform/problem.ts";
import { dropSpooled, keepSpool, type Spooled, spool } from "./spool.store.ts";
import { type Feed, findFeed, findUnderWay, insertFeed } from "./store.ts";

export const APPLY = "feed.apply";

export interface Incoming {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** `jsonl`, or the type of record of a CSV. */
  readonly format: string;
  readonly isDryRun: boolean;
  readonly name: string | null;
}

/** The feed that will be applied; not new when the very same content is waiting or running already. */
export async function receiveFeed(
  context: Context,
  incoming: Incoming,
): Promise<{ feed: Feed; isNew: boolean }> {
  await authorizeVendor(context, "feed.write", async () => {}); // before a byte is taken
  const { dataFolder } = context.portal.config;
  const spooled = await spool(dataFolder, incoming.bytes);
  try {
    return await authorizeVendor(context, "feed.write", (scope) =>
      register(scope, context, { incoming, spooled }),
    );
  } catch (error) {
    await dropSpooled(spooled);
    throw error;
  }
}

interface Received {
  readonly incoming: Incoming;
  readonly spooled: Spooled;
}

/** The file gets its feed's name before the row is there: what a kill leaves is swept away later. */
async function register(scope: VendorScope, context: Context, { incoming, spooled }: Received) {
  const { now, portal, actor } = context;
  const { isDryRun, format, name } = incoming;
  const { sha256, sizeBytes } = spooled;
  const id = newId("feed", now);
  const content = { isDryRun, format, sha256 };
  const isNew = await insertFeed(scope, {
    ...content,
    id,
    name,
    sizeBytes,
    receivedAt: now,
    receivedFrom: actor,
  });
  if (!isNew) {
    await dropSpooled(spooled);
    return { feed: found(await findUnderWay(scope, content), "feed"), isNew };
  }
  await keepSpool(portal.config.dataFolder, id, spooled);
  await portal.jobs.enqueue(scope.query, APPLY, [{ feedId: id }]);
  await emit(scope.query, context, {
    name: "feed.received",
    facts: { feedId: id, sizeBytes, sha256, isDryRun },
  });
  return { feed: found(await findFeed(scope, id), "feed"), isNew };
}
