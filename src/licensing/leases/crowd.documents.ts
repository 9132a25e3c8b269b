/** Who waits for a turn at one key: one look tells all of them that there is no seat. */
import { lookAsPortal, siteScopeOf } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import { deskOf } from "../desk/desk.documents.ts";
import type { KeyFacts } from "../facts.data.ts";
import { type Crowd, findFull, type Questioner } from "./store.ts";

interface Waiter {
  readonly asked: Omit<Questioner, "keyId">;
  /** What a look of somebody else's has found since this one came. */
  crowd?: Crowd;
}

interface Line {
  readonly waiters: Set<Waiter>;
  /** The last one got a seat: most likely there is another, so nobody looks before. */
  isMoving: boolean;
}

const lines = new WeakMap<object, Map<string, Line>>();

function linesOf({ portal }: Context): Map<string, Line> {
  const open = lines.get(portal) ?? new Map<string, Line>();
  lines.set(portal, open);
  return open;
}

/** The crowd that leaves no seat; or what `take` made of it, which answers whether it got one. */
export async function inLine<Got>(
  context: Context,
  { facts, asked }: { facts: KeyFacts; asked: Waiter["asked"] },
  take: () => Promise<{ readonly got: Got; readonly hasSeat: boolean }>,
): Promise<Crowd | Got> {
  const all = linesOf(context);
  const line = all.get(facts.keyId) ?? { waiters: new Set<Waiter>(), isMoving: false };
  all.set(facts.keyId, line);
  const me: Waiter = { asked };
  line.waiters.add(me);
  try {
    return await deskOf(context.portal).inTurn(facts.keyId, async () => {
      if (me.crowd === undefined && !line.isMoving) await look(context, facts, [me]);
      if (me.crowd !== undefined) {
        const others = [...line.waiters].filter(({ crowd }) => crowd === undefined);
        if (others.length > 0) await look(context, facts, others);
        return me.crowd;
      }
      line.isMoving = false;
      const { got, hasSeat } = await take();
      line.isMoving = hasSeat;
      return got;
    });
  } finally {
    line.waiters.delete(me);
    if (line.waiters.size === 0) all.delete(facts.keyId);
  }
}

async function look(context: Context, facts: KeyFacts, waiters: readonly Waiter[]): Promise<void> {
  const now = new Date(deskOf(context.portal).time().now);
  const asked = waiters.map((waiter) => waiter.asked);
  const full = await lookAsPortal(context, (vendor) =>
    findFull(siteScopeOf(vendor, facts.siteId), { keyId: facts.keyId, asked, now }),
  );
  for (const { place, ...crowd } of full) {
    const waiter = waiters[place - 1];
    if (waiter !== undefined) waiter.crowd = crowd;
  }
}
