/** The settings of license keys. Read with the others by config.ts. */
import { z } from "zod";

export const keySettings = {
  /** How many days a file of license keys lasts, where the product's scheme says nothing else. Source: BAR 11. */
  CARNET_LICENSE_FILE_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  /** Days between two signed revocation lists, at most. */
  CARNET_REVOCATION_LIST_DAYS: z.coerce.number().int().min(1).max(90).default(7),
};

export interface KeyConfig {
  readonly licenseFileDays: number;
  readonly revocationListDays: number;
}

export function keyConfigOf(settings: z.infer<z.ZodObject<typeof keySettings>>): KeyConfig {
  return {
    licenseFileDays: settings.CARNET_LICENSE_FILE_DAYS,
    revocationListDays: settings.CARNET_REVOCATION_LIST_DAYS,
  };
}
