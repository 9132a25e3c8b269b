/** Getting keys by a form: seen before it is done, and done once however often the form is sent. */
import { authorize } from "../../../access/index.ts";
import { listVersions, type VersionFacts } from "../../../catalog/index.ts";
import type { Context } from "../../../platform/context.ts";
import { found } from "../../../platform/problem.ts";
import { findHostBy } from "../../hosts/store.ts";
import { getWithin, hostOf, type KeyAsked } from "../../issue/operations.ts";
import { compareVersions, isDotted } from "../../issue/rules.ts";
import type { LicenseKey } from "../../key.data.ts";
import type { HeldKey } from "../../moves/move.data.ts";
import { heldOn } from "../../moves/sides.documents.ts";
import { trial } from "../../moves/trial.operations.ts";
import { findKey } from "../../store.ts";
import { findAttempt, insertAttempt, updateAttempt } from "./once.store.ts";

export interface GetPreview {
  /** As it would be. */
  readonly key: LicenseKey;
  /** Null: an online key. */
  readonly before: readonly HeldKey[] | null;
  readonly after: readonly HeldKey[] | null;
  readonly isNewHost: boolean;
  /** What would be left of the line. */
  readonly available: number;
}

export async function previewGet(context: Context, asked: KeyAsked): Promise<GetPreview> {
  const typed = hostOf(asked);
  return trial(context, "license-key.issue", asked.siteId, async (scope) => {
    const known = typed === null ? undefined : await findHostBy(scope, typed);
    const before = known === undefined ? [] : await heldOn(scope, context, known.id);
    const { key, available } = await getWithin(scope, context, { ...asked, mailMe: false }, typed);
    const { hostId } = key;
    if (hostId === null) return { key, before: null, after: null, isNewHost: false, available };
    const after = await heldOn(scope, context, hostId);
    return { key, before, after, isNewHost: known === undefined, available };
  });
}

/** `secret`: of an online key, told once; null when the form came before. */
export async function getOnce(
  context: Context,
  asked: KeyAsked,
  attempt: string,
): Promise<{ key: LicenseKey; secret: string | null }> {
  const typed = hostOf(asked);
  return authorize(context, "license-key.issue", asked.siteId, async (scope) => {
    if (!(await insertAttempt(scope, { attempt, at: context.now }))) {
      const keyId = found(await findAttempt(scope, attempt), "license_key");
      return { key: found(await findKey(scope, keyId), "license_key"), secret: null };
    }
    const { key, secret } = await getWithin(scope, context, asked, typed);
    await updateAttempt(scope, { attempt, keyId: key.id });
    return { key, secret };
  });
}

/** The versions that a program can compare, the newest first. */
export async function readVersions(
  context: Context,
  siteId: string,
  productCode: string,
): Promise<VersionFacts[]> {
  return authorize(context, "license-key.read", siteId, async (scope) => {
    const versions = await listVersions(scope.query, [productCode]);
    return versions
      .filter(({ version }) => isDotted(version))
      .toSorted((one, other) => compareVersions(other.version, one.version));
  });
}
