/** The shapes in which the API tells of keys, hosts, pools and files. */
import { z } from "zod";
import type { FreshFile, HostFile } from "./files/documents.ts";
import type { ListedHost } from "./hosts/list.store.ts";
import { DELIVERIES, HOST_KINDS, type Host, KEY_STATES, type LicenseKey, LOCKS } from "./key.data.ts";
import type { ShownKey } from "./keys/shown.documents.ts";

const HostName = z.object({
  id: z.string(),
  kind: z.enum(HOST_KINDS),
  value: z.string().describe("In its one spelling; empty for `any`"),
  name: z.string(),
});

const Day = z.iso.date();

export const KeyReply = z
  .object({
    id: z.string(),
    lineId: z.string(),
    orderNumber: z.string(),
    partNumber: z.string(),
    productCode: z.string(),
    productName: z.string(),
    quantity: z.int(),
    delivery: z.enum(DELIVERIES),
    host: HostName.nullable().describe("Null: an online key"),
    lock: z.enum(LOCKS),
    kind: z.enum(["permanent", "emergency"]),
    scheme: z.enum(["date-based", "version-based"]),
    version: z.string().nullable().describe("Version-based: opens it and all before it, for ever"),
    coveredThrough: Day.nullable().describe("Date-based: opens what was released through it, for ever"),
    state: z.enum(KEY_STATES),
    issuedAt: z.string(),
    issuedBy: z
      .object({ personId: z.string(), name: z.string().nullable() })
      .nullable()
      .describe("Null: by the vendor, on behalf"),
    expiresAt: z.string().nullable().describe("Emergency keys end"),
    endedAt: z.string().nullable(),
    supersedes: z.string().nullable().describe("The key whose place it took"),
  })
  .meta({ id: "LicenseKey" });

export function keyReply(key: LicenseKey & { readonly personName?: string | null }) {
  const { hostId, hostKind, hostValue, hostName, issuedBy, ticket, personName = null, ...rest } = key;
  const host =
    hostId === null || hostKind === null
      ? null
      : { id: hostId, kind: hostKind, value: hostValue ?? "", name: hostName ?? "" };
  return { ...rest, host, issuedBy: ticket === null ? { personId: issuedBy, name: personName } : null };
}

export const ShownKeyReply = KeyReply.extend({
  renewal: z
    .object({
      isOffered: z.boolean(),
      version: z.string().nullable(),
      coveredThrough: Day.nullable().describe("What the newer key opens; refused: what the line covers"),
      reason: z.string().nullable(),
      rule: z.string().nullable(),
    })
    .nullable()
    .describe(
      "The newer key that may take its place, or why none may; null when the key is over or an emergency's",
    ),
}).meta({ id: "ShownLicenseKey" });

export function shownKeyReply({ renewal, ...key }: ShownKey) {
  if (renewal === null) return { ...keyReply(key), renewal };
  const none = { version: null, coveredThrough: null, reason: null, rule: null };
  const { isOffered, ...told } = renewal.ok
    ? { isOffered: true, ...renewal.value }
    : { isOffered: false, ...renewal.refusal };
  return { ...keyReply(key), renewal: { ...none, ...told, isOffered } };
}

export const FileReply = z
  .object({
    fileId: z.string(),
    sequence: z.int().describe("Grows with each file of the host; programs refuse an older one"),
    fileName: z.string(),
    issuedAt: z.string(),
    text: z.string().describe("The signed file: docs/license-file.md"),
  })
  .meta({ id: "LicenseFile" });

export function fileReply(file: Pick<FreshFile | HostFile, keyof z.infer<typeof FileReply>> | null) {
  if (file === null) return null;
  const { fileId, sequence, fileName, issuedAt, text } = file;
  return { fileId, sequence, fileName, issuedAt, text };
}

export const PoolReply = z
  .object({
    lineId: z.string(),
    orderNumber: z.string(),
    orderLine: z.int(),
    partNumber: z.string(),
    productCode: z.string(),
    productName: z.string(),
    scheme: z.enum(["date-based", "version-based"]),
    renewalKeys: z.boolean(),
    coveredThrough: Day.nullable(),
    quantity: z.int(),
    issued: z.int().describe("In force; emergency keys are over and above"),
    available: z.int(),
    excess: z.int().describe("Out beyond the line's quantity, since the vendor lowered it"),
    renewable: z.int().describe("Keys in force that open less than the line covers by now"),
  })
  .meta({ id: "LicensePool" });

export const HostReply = HostName.extend({
  keys: z.int().describe("In force"),
  quantity: z.int(),
  products: z.array(z.string()),
  fileSequence: z.int().describe("Of its newest file; 0 before the first"),
  addedAt: z.string(),
}).meta({ id: "LicenseHost" });

export function hostReply({ products, addedBy: _by, ...host }: ListedHost) {
  return { ...host, products: [...products] };
}

export const HostFactsReply = HostName.extend({ fileSequence: z.int(), addedAt: z.string() });

export function hostFactsReply({ addedBy: _by, ...host }: Host) {
  return host;
}
