import type { keysEn } from "./keys.en.ts";

export const keysZhTW: Readonly<Record<keyof typeof keysEn, string>> = {
  "event.license-key.issued": "已為 {host} 核發 {quantity} 個 {product} 金鑰。",
};
