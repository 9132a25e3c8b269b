/** `carnet signing-key list|rotate|compromise`: a client of the API. One person is enough: he has the machine, or its key. */
import { type ApiClient, type Command, DONE, flag, Misuse, option, printTable } from "../platform/cli.ts";

interface Listed {
  readonly items: readonly {
    readonly id: string;
    readonly state: string;
    readonly publishedAt: string;
    readonly currentFrom: string | null;
    readonly currentThrough: string | null;
    readonly compromisedAt: string | null;
    readonly hosts: number;
    readonly fault: string | null;
  }[];
  readonly rotatableAt: string | null;
}

const list: Command = {
  noun: "signing-key",
  verb: "list",
  usage: "[--json]",
  does: "lists the keys that sign license files: what each may do, and how many hosts have its signature",
  run: async (api, args) => {
    const listed = await api.call<Listed>("/v1/signing-keys");
    if (flag(args, "json")) console.log(JSON.stringify(listed));
    else print(listed);
    return DONE;
  },
};

const rotate: Command = {
  noun: "signing-key",
  verb: "rotate",
  usage: "--reason TEXT [--json]",
  does: "lets the next key sign from now on; what the one before has signed stays good",
  run: (api, args) => change(api, "/v1/signing-keys/rotations", args),
};

const compromise: Command = {
  noun: "signing-key",
  verb: "compromise",
  usage: "KEY --reason TEXT [--json]",
  does: "gives a key up because others may have it: nothing that it has signed counts any longer",
  run: (api, args) => {
    const [keyId = ""] = args;
    if (!/^[0-9a-f]{16}$/.test(keyId))
      throw new Misuse("name the key by its 16 digits: carnet signing-key list");
    return change(api, `/v1/signing-keys/${keyId}/compromise`, args);
  },
};

export const signingKeyCommands: readonly Command[] = [list, rotate, compromise];

async function change(api: ApiClient, path: string, args: readonly string[]): Promise<number> {
  const reason = option(args, "reason");
  if (reason === undefined) throw new Misuse("say why: --reason TEXT");
  const done = await api.call<{ deed: string; keyId: string }>(path, { method: "POST", body: { reason } });
  if (flag(args, "json")) console.log(JSON.stringify(done));
  else {
    console.log(`${done.keyId} ${done.deed === "rotate" ? "signs no more" : "is given up"}`);
    print(await api.call<Listed>("/v1/signing-keys"));
  }
  return DONE;
}

function print({ items, rotatableAt }: Listed): void {
  printTable(
    ["KEY", "STATE", "SINCE", "HOSTS", "PRIVATE KEY"],
    items.map(({ id, state, publishedAt, currentFrom, currentThrough, compromisedAt, hosts, fault }) => [
      id,
      state,
      compromisedAt ?? currentThrough ?? currentFrom ?? publishedAt,
      String(hosts),
      state === "compromised" ? "-" : (fault ?? "in place"),
    ]),
  );
  if (rotatableAt !== null) console.log(`the next key may take over from ${rotatableAt} on`);
}
