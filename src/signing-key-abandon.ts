/** `carnet signing-key abandon KEY`: for a portal that does not start because its current signing key is gone. */
import { pino } from "pino";
import { abandonKey } from "./license-files/index.ts";
import { type Command, DONE, Misuse, option, REFUSED } from "./platform/cli.ts";
import { readConfig } from "./platform/config.ts";
import { startPostgres } from "./platform/postgres/index.ts";
import { Problem } from "./platform/problem.ts";
import { openPortal } from "./portal.ts";

export const abandonSigningKey: Command = {
  noun: "signing-key",
  verb: "abandon",
  usage: "KEY --reason TEXT",
  does: "with the portal stopped: lets the next key sign when the current one's file is gone for good",
  run: async (_api, args) => {
    const [keyId = ""] = args;
    const reason = option(args, "reason");
    if (!/^[0-9a-f]{16}$/.test(keyId))
      throw new Misuse("name the key by its 16 digits: they are its file's name");
    if (reason === undefined) throw new Misuse("say why: --reason TEXT");
    const config = readConfig(process.env);
    const postgres =
      config.databaseUrl === null ? await startPostgres({ dataFolder: config.dataFolder }) : undefined;
    const connection = postgres?.connection ?? { connectionString: config.databaseUrl ?? "" };
    const log = pino({ level: "silent" });
    const before = (portal: Parameters<typeof abandonKey>[0]) => abandonKey(portal, keyId, reason);
    try {
      const { portal, close } = await openPortal(config, connection, { log, before });
      console.log(`${keyId} is retired; ${portal.licenseSigning.keyId} signs from now on`);
      await close();
      return DONE;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      console.error(
        error.code === "signing_key_in_place"
          ? `${keyId} is in place and can sign: nothing to abandon. carnet signing-key rotate, or compromise`
          : `${keyId} is not the current key`,
      );
      return REFUSED;
    } finally {
      await postgres?.stop();
    }
  },
};
