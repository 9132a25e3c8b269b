/** What a part is: what its buyer gets. Never guessed from its number. Source: DOMAIN A-02. */
export const KINDS = ["license", "renewal", "reinstatement", "media"] as const;

export type Kind = (typeof KINDS)[number];

/** What a product asks for before it runs. */
export const KEY_REQUIREMENTS = {
  none: "NONE",
  "activation-kit": "ACTIVATION_KIT",
  "version-based": "KEY",
  "date-based": "KEY",
} as const;

export type KeyScheme = keyof typeof KEY_REQUIREMENTS;
