import type { en } from "./en.ts";

export const zhTW: Readonly<Record<keyof typeof en, string>> = {
  invitationSubject: "邀請您擔任營運人員",
  invitationText:
    "您獲邀擔任 {vendor} 入口網站的營運人員。請開啟下方頁面並接受邀請；連結於 {hours} 小時內有效，僅能使用一次。",
  unexpected: "若您並未預期收到此郵件，請忽略。",
  accept: "接受邀請",
  invitation: "登錄為營運人員",
  invitationNew: "{email} 將成為您的 ID，請輸入姓名並設定密碼。",
  invitationKnown: "您的 ID {email} 將取得營運人員權限。",
  givenName: "名字",
  familyName: "姓氏",
  password: "密碼",
  passwordHint: "至少 15 個字元。",
  country: "國家或地區",
  countryPrompt: "請選擇國家或地區",
  "problem.api_key_not_found": "找不到有效的金鑰。",
};
