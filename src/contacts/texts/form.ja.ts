import type { en } from "./form.en.ts";

export const ja: Readonly<Record<keyof typeof en, string>> = {
  heading: "登録内容変更届（プログラム PA）",
  to: "{vendor} お客様サポート窓口 行",
  date: "印刷日",
  intro:
    "貴サイトのご登録内容は下記のとおりです。誤りのある項目のみ「正」の欄に正しい内容をご記入ください。ご署名のうえ、お客様サポート窓口までお送りください。",
  sendFax: "FAX：{fax}　メール：{care}",
  sendMail: "メール：{care}",
  right: "正：",
  none: "登録なし",
  company: "貴社名",
  siteName: "サイト",
  siteNumber: "サイト番号",
  agreementNumber: "契約番号",
  customerNumber: "お客様番号（ICN）",
  address: "ご住所",
  department: "部署名",
  phone: "電話番号",
  fax: "FAX 番号",
  contact: "サイトご担当者",
  contactEmail: "サイトご担当者のメールアドレス",
  language: "書面とメールの言語",
  signature: "ご記入日・お名前・ご署名",
  check:
    "お客様サポート窓口にて登録内容と照合し、変更の完了、記入の不備または変更できない旨をサイトご担当者にメールでお知らせします。サイトご担当者のメールアドレスの変更は、どなたが初回アクセスを行えるかに影響します。",
  page: "{page} / {pages} ページ",
};
