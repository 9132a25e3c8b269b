import type { en } from "./en.ts";

export const ja: Readonly<Record<keyof typeof en, string>> = {
  mailbox: "デモ用メールボックス",
  mailboxLead:
    "このデモ環境が送信したことになっているメールです。どなたでも閲覧できます。実際のポータルにこのページはありません。",
  searchTo: "宛先",
  subject: "件名",
  to: "宛先",
  sentAt: "送信日時",
  none: "メールはまだありません",
  noneText: "メールは操作の直後に届きます。ページを再読み込みしてください。",
  links: "このメールのリンク",
  asText: "テキスト形式",
  asHtml: "HTML 形式",
  signIn: "サインイン",
};
