/** Brings a database up to date and says what was applied, as JSON. Started with a connection as JSON. */
import { migrate } from "../../src/platform/postgres/migrations.ts";

process.stdout.write("started\n");
process.stdout.write(`${JSON.stringify(await migrate(JSON.parse(process.argv[2] ?? "{}")))}\n`);
