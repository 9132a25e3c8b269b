/** `carnet api-key create` and `carnet operator invite`. */
import { type Command, DONE, flag, Misuse, option } from "../platform/cli.ts";

const createKey: Command = {
  noun: "api-key",
  verb: "create",
  usage: "--name NAME --scopes SCOPE[,SCOPE…] [--expires-on DAY] [--json]",
  does: "makes an API key and shows it, once",
  run: async (api, args) => {
    const name = option(args, "name");
    const scopes = option(args, "scopes")?.split(",");
    if (name === undefined || scopes === undefined) throw new Misuse("--name and --scopes are needed");
    const expiresOn = option(args, "expires-on");
    const body = { name, scopes, ...(expiresOn === undefined ? {} : { expiresOn }) };
    const made = await api.call<{ id: string; key: string }>("/v1/api-keys", { method: "POST", body });
    console.log(flag(args, "json") ? JSON.stringify(made) : made.key);
    return DONE;
  },
};

const inviteOperator: Command = {
  noun: "operator",
  verb: "invite",
  usage: "EMAIL [--role operator|care|sales|support|license-support] [--language en|ja|ko|zh-TW] [--json]",
  does: "mails somebody an invitation to work for the vendor: as an operator, or in another role",
  run: async (api, args) => {
    const [email] = args;
    if (email === undefined || email.startsWith("--")) throw new Misuse("EMAIL is needed");
    const language = option(args, "language");
    const role = option(args, "role");
    const body = {
      email,
      ...(role === undefined ? {} : { role }),
      ...(language === undefined ? {} : { language }),
    };
    const invited = await api.call<{ email: string }>("/v1/operators", { method: "POST", body });
    console.log(
      flag(args, "json") ? JSON.stringify(invited) : `an invitation is on its way to ${invited.email}`,
    );
    return DONE;
  },
};

export const staffCommands: readonly Command[] = [createKey, inviteOperator];
