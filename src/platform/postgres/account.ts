/**
 * The account that PostgreSQL runs as, and whether the folders on its way let it through.
 *
 * PostgreSQL refuses to run as root. An ordinary user runs it as himself; root hands it to an account without rights.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The account to hand PostgreSQL to, or null when it runs as ourselves. A folder that is there keeps its owner. */
export function serverAccount(folder: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = listAccounts();
  const owner = existsSync(folder) ? statSync(folder) : undefined;
  if (owner !== undefined && owner.uid !== 0) {
    return (
      accounts.find(({ uid }) => uid === owner.uid) ?? {
        name: `uid ${owner.uid}`,
        uid: owner.uid,
        gid: owner.gid,
      }
    );
  }
  const account = ["postgres", "nobody"].flatMap((name) => accounts.filter((each) => each.name === name))[0];
  if (account !== undefined) return account;
  throw new Error(
    "PostgreSQL never runs as root, and this machine has no account to run it under. " +
      "Add one (useradd --system postgres), start Carnet as an ordinary user, or set CARNET_DATABASE_URL.",
  );
}

/** initdb looks its account up by number, so only accounts with an entry will do. */
function listAccounts(): Account[] {
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  return lines.flatMap((line) => {
    const [name = "", , uid, gid] = line.split(":");
    return uid === undefined ? [] : [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}

/** The first folder on the way to `folder`, from the top, that the account may not pass; undefined when there is none. */
export function blockingFolder(folder: string, account: Account): string | undefined {
  const real = realpathSync(folder);
  if (mayPass(real, account)) return undefined;
  return wayTo(real).find((each) => !mayPass(each, account));
}

function wayTo(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [...wayTo(above), folder];
}

/** Asked of the kernel under that account, because an access control list may say other than the mode. */
function mayPass(folder: string, { uid, gid }: Account): boolean {
  const answer = spawnSync("test", ["-x", folder], { uid, gid, cwd: "/", stdio: "ignore" });
  return answer.error !== undefined || answer.status === 0; // without `test` PostgreSQL itself will tell
}
