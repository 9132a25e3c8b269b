/** What the API says of second factors, and what it is told. */
import { z } from "zod";

/** As `navigator.credentials` takes them, in JSON: `PublicKeyCredential.parse…OptionsFromJSON`. */
export const PasskeyOptions = z
  .looseObject({ challenge: z.string().describe("Answered once, within five minutes") })
  .meta({ id: "PasskeyOptions" });

export const PasskeyReply = z
  .object({
    id: z.string(),
    name: z.string(),
    isSynced: z.boolean().describe("Kept by a password manager, on several devices"),
    addedAt: z.string(),
    lastUsedAt: z.string().nullable(),
  })
  .meta({ id: "Passkey" });

export const RecoveryCodes = z
  .array(z.string())
  .describe("Each opens one sign-in in place of the second factor. In this answer and nowhere else");

/** What people call a passkey: the device it is on. */
export const PasskeyName = z
  .string()
  .trim()
  .min(1)
  .max(60, "text_too_long")
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "text_not_allowed");
