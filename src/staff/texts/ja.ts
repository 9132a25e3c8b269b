import type { en } from "./en.ts";

export const ja: Readonly<Record<keyof typeof en, string>> = {
  invitationSubject: "運用担当者としてのご招待",
  invitationText:
    "{vendor} のポータルの運用担当者として招待されています。下記のページを開いて承諾してください。リンクの有効期限は {hours} 時間、ご利用は 1 回限りです。",
  unexpected: "お心当たりのない場合は、このメールを破棄してください。",
  accept: "承諾する",
  invitation: "運用担当者としての登録",
  invitationNew: "{email} が ID になります。お名前とパスワードを入力してください。",
  invitationKnown: "ID {email} に運用担当者の権限が付与されます。",
  givenName: "名",
  familyName: "姓",
  password: "パスワード",
  passwordHint: "15 文字以上。",
  country: "国または地域",
  countryPrompt: "国または地域を選択してください",
  "problem.api_key_not_found": "有効なキーが見つかりません。",
};
