import type { keysEn } from "./keys.en.ts";

export const keysJa: Readonly<Record<keyof typeof keysEn, string>> = {
  "event.license-key.issued": "{host}用に{product}のキーを{quantity}件発行しました。",
};
