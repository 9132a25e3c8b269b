/** Takes the job "paper.print" and never finishes it; says "taken" when it has it. Started with a connection as JSON. */
import { pino } from "pino";
import { openJobs } from "../../src/platform/jobs.ts";

const jobs = await openJobs(JSON.parse(process.argv[2] ?? "{}"), pino({ level: "silent" }), () => [
  {
    name: "paper.print",
    run: async () => {
      process.stdout.write("taken\n");
      await new Promise(() => {});
    },
  },
]);
await jobs.work();
