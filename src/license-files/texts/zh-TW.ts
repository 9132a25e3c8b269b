import type { en } from "./en.ts";

export const zhTW: Readonly<Record<keyof typeof en, string>> = {
  "problem.license_signing_unavailable":
    "目前無法簽署授權檔。沒有任何變更；須由入口網站的管理人員檢查簽署金鑰。",
  "problem.signing_key_not_found": "沒有該編號的簽署金鑰。",
  "problem.signing_change_not_found": "沒有該項簽署金鑰變更。",
  "problem.second_person_required": "簽署金鑰須由兩人變更：此變更由您提出，須由另一位人員確認。",
  "problem.signing_change_open": "相同的變更已經提出，正等待第二位人員確認。",
  "problem.signing_change_ended": "此變更已在期間內確認或撤回。",
  "problem.signing_change_overtaken": "簽署金鑰已在期間內變更，請重新查看。",
  "problem.signing_key_compromised": "此金鑰已因外洩而作廢，且無法恢復。",
  "problem.next_key_too_young": "下一把金鑰公布的時間還不夠長，程式尚未得知。自 {availableAt} 起可以接替。",
  "problem.next_key_unusable":
    "下一把金鑰 {signingKey} 的檔案遺失、損毀或可被他人讀取。請修正檔案，或將此金鑰作廢；作廢後會產生新的金鑰。",
};
