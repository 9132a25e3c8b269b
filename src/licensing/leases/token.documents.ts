/** A lease as its program keeps it: signed, and the same whenever it is asked for again. */
import { signToken } from "../../license-files/index.ts";
import type { Context } from "../../platform/context.ts";
import { iso } from "../time.rules.ts";
import type { Lease } from "./lease.data.ts";
import type { SeatedKey } from "./store.ts";

export interface LeaseAnswer {
  readonly leaseId: string;
  readonly sequence: number;
  readonly expiresAt: string;
  /** Whole seconds from when it was given. */
  readonly renewAfter: number;
  readonly token: string;
}

export function answerOf({ portal }: Context, key: SeatedKey, lease: Lease): LeaseAnswer {
  const { id: leaseId, machine, nonce, sequence, kind } = lease;
  const [issuedAt, expiresAt] = [iso(lease.issuedAt), iso(lease.expiresAt)];
  const token = signToken(portal.licenseSigning, "carnet-lease-v1", {
    leaseId,
    licenseKeyId: key.keyId,
    product: key.productCode,
    version: key.version,
    coveredThrough: key.coveredThrough,
    machine,
    nonce,
    sequence,
    kind,
    issuedAt,
    expiresAt,
  });
  return { leaseId, sequence, expiresAt, renewAfter: Math.max(1, Math.floor(lease.lastsSeconds / 2)), token };
}
