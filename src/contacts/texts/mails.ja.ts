import type { en } from "./mails.en.ts";

export const ja: Readonly<Record<keyof typeof en, string>> = {
  salutation: "{name} 様",
  customerNumber: "お客様番号（ICN）",
  siteNumber: "サイト番号",
  siteName: "サイト",
  company: "貴社名",
  help: "ご不明な点は、サイト番号をお書き添えのうえ、お客様サポート窓口（{care}）までお問い合わせください。",
  regards: "{vendor} お客様サポート窓口",
  openPortal: "ポータルを開く",
  "type.PRIMARY": "サイトご担当者",
  "type.POE": "ライセンス証書の担当者",
  "type.MEDIA": "メディア送付先の担当者",
  "type.RENEWAL": "更新の担当者",
  "type.BILLING": "請求の担当者",
  "type.TECHNICAL": "サイト技術担当者",
  "role.primary": "サイトご担当者（プライマリー・ユーザー）",
  "role.secondary": "セカンダリー・ユーザー",
  "role.user": "ユーザー",

  technicalSubject: "【サイト番号 {siteNumber}】サイト技術担当者としてのご登録のお知らせ",
  technicalIntro:
    "{company}より、{siteName} のサイト技術担当者として登録されました。お客様番号および技術サポートに関するご案内をお届けします。本メールは大切に保管してください。",
  supportTitle: "技術サポートのご利用方法",
  supportId: "ID が必要です。お持ちでない場合は、{url} にて、このメールアドレスで ID をご登録ください。",
  supportNumber: "お問い合わせの際は、お客様番号をご用意ください。貴社を確認するための番号です。",
  supportNeeds:
    "技術サポートのご利用には、お問い合わせの製品について有効なサブスクリプション＆サポート（S&S）が必要です。",
  supportAccess:
    "サイト技術担当者として登録されただけでは、ポータルのサイトのページへのアクセス権は付与されません。アクセス権はサイトご担当者が付与します。",
  dutiesTitle: "サイト技術担当者の役割",
  dutyCallers: "技術サポートにお問い合わせいただける方の一覧を管理します。人数に制限はありません。",
  dutySecondary: "一覧の管理を補佐するセカンダリーの技術担当者を、9 名まで指名できます。",
  dutyNumber: "お客様番号をお伝えします。お伝えする相手は、技術サポートを利用する方に限ってください。",
  dutyLeaving:
    "退職・異動された方は一覧から外してください。ご自身が異動される際は、後任の方の登録をご依頼ください。",

  checkSubject: "【サイト番号 {siteNumber}】各担当者とユーザーのご確認のお願い",
  checkIntro:
    "{siteName}（サイト番号 {siteNumber}）のアニバーサリー・デートは{day}です。これに先立ち、更新のお見積もりをご用意いたします。書類が確実に届くよう、下記の担当者とユーザーに変更がないかご確認をお願いいたします。",
  checkContacts: "各担当者",
  checkNamed: "{name} 様（{email}）",
  checkFallback: "登録なし（{name} 様（{email}）にお届けします）",
  checkOpenContacts: "各担当者を確認する",
  checkPeople: "ポータルをご利用いただける方",
  checkPerson: "{person}、{role}",
  checkMore: "ほか {count} 名",
  checkOpenMembers: "アクセス権を確認する",
  checkDone: "すべて正しい場合は、各担当者のページで「すべて正しい」を押してください。",
};
