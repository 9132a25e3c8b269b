import type { keysEn } from "./keys.en.ts";

export const keysKo: Readonly<Record<keyof typeof keysEn, string>> = {
  "event.license-key.issued": "{host}용 {product} 키 {quantity}개를 발급했습니다.",
};
