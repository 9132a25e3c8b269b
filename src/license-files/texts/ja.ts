import type { en } from "./en.ts";

export const ja: Readonly<Record<keyof typeof en, string>> = {
  "problem.license_signing_unavailable":
    "現在、ライセンス・ファイルに署名できません。何も変更されていません。ポータルの運用者による署名鍵の確認が必要です。",
};
