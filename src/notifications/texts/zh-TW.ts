import type { en } from "./en.ts";

export const zhTW: Readonly<Record<keyof typeof en, string>> = {
  mailbox: "示範信箱",
  mailboxLead: "這是本示範環境模擬寄出的郵件，任何人皆可閱讀；正式的入口網站沒有此頁面。",
  searchTo: "收件人",
  subject: "主旨",
  to: "收件人",
  sentAt: "寄送時間",
  none: "目前沒有郵件",
  noneText: "郵件會在相關操作後片刻出現，請重新整理頁面。",
  links: "此郵件中的連結",
  asText: "純文字",
  asHtml: "HTML 格式",
  signIn: "登入",
};
