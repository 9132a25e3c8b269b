/** Every command of the command line. */
import { writeLargeFeed } from "../db/large-feed.ts";
import { feedCommands } from "./feeds/cli.ts";
import { signingKeyCommands } from "./license-files/cli.ts";
import { reconcileLicenses } from "./license-keys/reconcile/cli.ts";
import { verifyLicense } from "./license-verify.ts";
import { type Command, DONE, flag, Misuse, option, printTable, REFUSED } from "./platform/cli.ts";
import { readConfig } from "./platform/config.ts";
import { startPostgres } from "./platform/postgres/index.ts";
import { migrate } from "./platform/postgres/migrations.ts";
import { renewalCommands } from "./renewals/cli.ts";
import { abandonSigningKey } from "./signing-key-abandon.ts";
import { staffCommands } from "./staff/cli.ts";

const serve: Command = {
  noun: "serve",
  verb: "",
  usage: "",
  does: "starts the portal, as npm start does",
  run: async () => {
    await import("./main.ts");
    return DONE;
  },
};

const migrateDatabase: Command = {
  noun: "migrate",
  verb: "",
  usage: "",
  does: "brings the database up to date and ends",
  run: async () => {
    const config = readConfig(process.env);
    const postgres =
      config.databaseUrl === null ? await startPostgres({ dataFolder: config.dataFolder }) : undefined;
    const applied = await migrate(postgres?.connection ?? { connectionString: config.databaseUrl ?? "" });
    console.log(applied.length === 0 ? "nothing to do" : applied.join("\n"));
    await postgres?.stop();
    return DONE;
  },
};

const demoLoad: Command = {
  noun: "demo",
  verb: "load",
  usage: "",
  does: "loads the demo vendor into a portal in demo mode; a second time changes nothing",
  run: async (api) => {
    const { people } = await api.call<{ people: number }>("/v1/demo/vendor", { method: "PUT" });
    console.log(`the demo vendor is there, with ${people} people`);
    return DONE;
  },
};

const demoFeed: Command = {
  noun: "demo",
  verb: "feed",
  usage: "--sites N --orders N",
  does: "writes a large feed for measuring to standard output: the same numbers give the same bytes",
  run: async (_api, args) => {
    await writeLargeFeed(
      { sites: numberOf(args, "sites"), orders: numberOf(args, "orders") },
      process.stdout,
    );
    return DONE;
  },
};

const auditVerify: Command = {
  noun: "audit",
  verb: "verify",
  usage: "[--json]",
  does: "checks the chain of events: nothing was changed, nothing is missing",
  run: async (api, args) => {
    const { broken } = await api.call<{ broken: { chain: string; link: number }[] }>(
      "/v1/audit/verification",
    );
    if (flag(args, "json")) console.log(JSON.stringify({ broken }));
    else if (broken.length === 0) console.log("every event follows the one before it");
    else
      printTable(
        ["CHAIN", "LINK"],
        broken.map(({ chain, link }) => [chain, String(link)]),
      );
    return broken.length === 0 ? DONE : REFUSED;
  },
};

export const commands: readonly Command[] = [
  serve,
  migrateDatabase,
  ...feedCommands,
  ...staffCommands,
  ...renewalCommands,
  verifyLicense,
  reconcileLicenses,
  ...signingKeyCommands,
  abandonSigningKey,
  demoLoad,
  demoFeed,
  auditVerify,
];

function numberOf(args: readonly string[], name: string): number {
  const number = Number(option(args, name));
  if (!Number.isInteger(number) || number < 1) throw new Misuse(`--${name} needs a whole number`);
  return number;
}
