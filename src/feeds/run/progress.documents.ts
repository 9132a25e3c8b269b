import { asPortal } from "../../access/index.ts";
import type { Context } from "../../platform/context.ts";
import type { Stage } from "../rules.ts";
import { deleteFaults, updateProgress, updateStarted } from "../store.ts";

const TOLD_EVERY_MS = 500;

export type Progress = ReturnType<typeof trackProgress>;

/** Tells how far a run is, on a connection of its own: what the run's own transaction writes nobody sees yet. */
export function trackProgress(context: Context, feedId: string) {
  let seen: { bytesRead: number; linesRead: number; stage: Stage } = {
    bytesRead: 0,
    linesRead: 0,
    stage: "reading",
  };
  let timer: NodeJS.Timeout | undefined;
  let telling: Promise<unknown> = Promise.resolve();
  const tell = () => {
    telling = telling
      .then(() => asPortal(context, (scope) => updateProgress(scope, feedId, seen)))
      .catch(() => {});
  };
  return {
    get seen() {
      return seen;
    },
    start: async () => {
      clearInterval(timer);
      await asPortal(context, async (scope) => {
        await deleteFaults(scope, feedId);
        await updateStarted(scope, feedId, context.now);
      });
      timer = setInterval(tell, TOLD_EVERY_MS);
    },
    told: (read: { bytesRead: number; linesRead: number }) => {
      seen = { ...seen, ...read };
    },
    enter: (stage: Stage) => {
      seen = { ...seen, stage };
    },
    stop: async () => {
      clearInterval(timer);
      await telling;
    },
  };
}
