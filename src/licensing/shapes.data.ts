/** The shapes that every question of a licensed program has. Source: docs/license-file.md, the licensing API. */
import { z } from "zod";
import { HOST_KINDS } from "../license-keys/index.ts";

/** Whatever is no key of ours is answered as one that never was. */
export const Key = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21-\x7e]+$/, "key_malformed")
  .describe("The online key: carnet_lic_…");
export const Machine = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{16,128}$/, "machine_malformed")
  .describe("16 to 128 characters that stay the same on this machine and are no other's");
/** A nonce, an attempt. */
export const Drawn = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,64}$/, "drawn_malformed")
  .describe("16 to 64 random characters, base64url");
export const Host = z.strictObject({ kind: z.enum(HOST_KINDS), value: z.string().max(255) });
export const Sequence = z.int().min(1).max(2_000_000_000);
