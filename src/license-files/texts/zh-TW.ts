import type { en } from "./en.ts";

export const zhTW: Readonly<Record<keyof typeof en, string>> = {
  "problem.license_signing_unavailable":
    "目前無法簽署授權檔。沒有任何變更；須由入口網站的管理人員檢查簽署金鑰。",
};
