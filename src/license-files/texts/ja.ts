import type { en } from "./en.ts";

export const ja: Readonly<Record<keyof typeof en, string>> = {
  "problem.license_signing_unavailable":
    "現在、ライセンス・ファイルに署名できません。何も変更されていません。ポータルの運用者による署名鍵の確認が必要です。",
  "problem.signing_key_not_found": "その番号の署名鍵はありません。",
  "problem.signing_change_not_found": "該当する署名鍵の変更はありません。",
  "problem.second_person_required":
    "署名鍵の変更には2名が必要です。この変更はお客様ご自身が依頼したため、別の担当者が確認してください。",
  "problem.signing_change_open": "同じ変更がすでに依頼され、2人目の確認を待っています。",
  "problem.signing_change_ended": "この変更はすでに確認済み、または取り下げ済みです。",
  "problem.signing_change_overtaken": "その間に署名鍵が変更されました。最新の状態をご確認ください。",
  "problem.signing_key_compromised":
    "この鍵はすでに漏えいした鍵として失効しています。これが取り消されることはありません。",
  "problem.next_key_too_young":
    "次の鍵は公開されてから日が浅く、まだプログラムに行き渡っていません。{availableAt} 以降に切り替えられます。",
  "problem.next_key_unusable":
    "次の鍵 {signingKey} のファイルがないか、破損しているか、他のユーザーから読み取れる状態です。ファイルを直すか、この鍵を失効させてください。失効させると新しい鍵が作られます。",
};
