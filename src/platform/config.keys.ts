/** The settings of license keys. Read with the others by config.ts. */
import { z } from "zod";

export const keySettings = {
  /** How many days a file of license keys lasts, where the product's scheme says nothing else. Source: BAR 11. */
  CARNET_LICENSE_FILE_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  /** Days between two signed revocation lists, at most. */
  CARNET_REVOCATION_LIST_DAYS: z.coerce.number().int().min(1).max(90).default(7),
  /** Licence support: told of each emergency key at once, and asked when a year's are used up. */
  CARNET_LICENSE_SUPPORT_EMAIL: z.email().default("license-support@vendor.example"),
  /** Its telephone for severity 1, as people dial it; empty: by e-mail only. */
  CARNET_LICENSE_SUPPORT_PHONE: z.string().trim().max(40).default(""),
  /** Questions of licensed programs a minute from one address: an office of thousands may be behind it. Source: BAR 43. */
  CARNET_LICENSING_PER_ADDRESS: z.coerce.number().int().min(1).max(100_000_000).default(6000),
  /** Of these, questions with keys that are none. */
  CARNET_LICENSING_UNKNOWN: z.coerce.number().int().min(1).max(100_000_000).default(60),
  /** Questions a minute about one key; twenty more for each of its seats. */
  CARNET_LICENSING_PER_KEY: z.coerce.number().int().min(1).max(100_000_000).default(600),
  /** For how many days it is kept which machines and networks used a key, and leases that are over. */
  CARNET_SIGHTING_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
};

export interface KeyConfig {
  readonly licenseFileDays: number;
  readonly revocationListDays: number;
  readonly licenseSupportEmail: string;
  /** Null: by e-mail only. */
  readonly licenseSupportPhone: string | null;
  readonly licensingPerAddress: number;
  readonly licensingUnknown: number;
  readonly licensingPerKey: number;
  readonly sightingDays: number;
}

export function keyConfigOf(settings: z.infer<z.ZodObject<typeof keySettings>>): KeyConfig {
  return {
    licenseFileDays: settings.CARNET_LICENSE_FILE_DAYS,
    revocationListDays: settings.CARNET_REVOCATION_LIST_DAYS,
    licenseSupportEmail: settings.CARNET_LICENSE_SUPPORT_EMAIL,
    licenseSupportPhone: settings.CARNET_LICENSE_SUPPORT_PHONE || null,
    licensingPerAddress: settings.CARNET_LICENSING_PER_ADDRESS,
    licensingUnknown: settings.CARNET_LICENSING_UNKNOWN,
    licensingPerKey: settings.CARNET_LICENSING_PER_KEY,
    sightingDays: settings.CARNET_SIGHTING_DAYS,
  };
}
