/** What a host's page shows beside its keys, and sending its file to whoever looks. Source: D-29. */
import { authorize } from "../../../access/index.ts";
import { findSiteFacts } from "../../../agreements/index.ts";
import { readLicenseFile } from "../../../license-files/index.ts";
import type { Context } from "../../../platform/context.ts";
import { emit } from "../../../platform/events.ts";
import { spend } from "../../../platform/http/limits.ts";
import { found } from "../../../platform/problem.ts";
import { mailHostFile, newestHostFile } from "../../files/documents.ts";
import { longNumber } from "../../files/rules.ts";
import { findHost } from "../../hosts/store.ts";
import { listMoves, type Move } from "../../moves/store.ts";
import { type GivenFile, listGivenFiles } from "./files.store.ts";

export interface HostPast {
  readonly files: readonly GivenFile[];
  /** To it and from it. */
  readonly moves: readonly (Move & { readonly fromNames: string; readonly toName: string })[];
}

export async function readHostPast(context: Context, siteId: string, hostId: string): Promise<HostPast> {
  return authorize(context, "license-key.read", siteId, async (scope) => {
    const files = await listGivenFiles(scope, hostId);
    const moves = [];
    for (const move of await listMoves(scope, { hostId, limit: 20 })) {
      const names: string[] = [];
      for (const id of [...move.fromHostIds, move.toHostId])
        names.push((await findHost(scope, id))?.name ?? "");
      moves.push({ ...move, fromNames: names.slice(0, -1).join(", "), toName: names.at(-1) ?? "" });
    }
    return { files, moves };
  });
}

const MAILS = { most: 30, seconds: 3600 };

/** The host's newest file, in a mail to whoever asks for it; twice in a minute is once. */
export async function mailFile(context: Context, siteId: string, hostId: string): Promise<void> {
  const { actor, db, now, person, portal } = context;
  if (actor.kind === "person") await spend(db, `license file mail ${actor.personId}`, MAILS);
  await authorize(context, "license-key.issue", siteId, async (scope) => {
    const host = found(await findHost(scope, hostId), "host");
    const file = found(await newestHostFile(scope, hostId), "license_file");
    const site = found(await findSiteFacts(scope), "site");
    const keys = readLicenseFile(portal.licenseSigning, file.text)?.keys ?? [];
    const siteNumber = longNumber(site.number);
    await mailHostFile(scope, context, { ...file, siteNumber, host, keys }, now.toISOString().slice(0, 16));
    const facts = { hostId, host: host.name, sequence: file.sequence, email: person?.email ?? "" };
    await emit(scope.query, context, { name: "license-file.mailed", siteId, facts });
  });
}
