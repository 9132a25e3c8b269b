import type { Texts } from "./en.ts";

export const ja: Texts = {
  "problem.part_not_for_sale":
    "部品番号 {part} は、この区分ではご注文いただけません。サブスクリプション＆サポートは一体のサービスであり、更新または再開用の部品番号でご注文ください。",
  "problem.quantity_of_whole_line":
    "ご注文 {order} の明細 {line} は、明細単位（数量 {quantity}）で更新または再開します。数量を {quantity} にしてご注文ください。",
  "problem.nothing_to_order": "ご注文の対象がありません。1 つ以上の明細を選択してください。",
  "problem.amount_too_large":
    "金額がポータルで正確に扱える上限を超えるため、このご注文は承れません。数量を減らすか、営業窓口に見積をご依頼ください（{sales}）。",
  "problem.no_partner_on_record":
    "このサイトには、メールアドレスのあるビジネスパートナーが登録されていません。オンラインで、または弊社へ直接ご注文ください。",
  subject: "ご注文 {number}（サイト {siteNumber}）",
  "to.buyer": "ご注文ありがとうございます。ご注文を承りました。内容はご注文履歴でご確認いただけます。",
  "to.partner": "{customer} 様より、ポータルを通じて貴社経由のご注文がありました。手配をお願いいたします。",
  "to.sales": "{customer} 様より、ポータルを通じて直接のご注文がありました。手配をお願いいたします。",
  "to.renewal": "お客様の国・地域での取り決めに従い、サブスクリプション＆サポートを自動的に更新しました。",
  order: "注文番号",
  purchaseOrder: "貴社注文番号",
  purchaseOrderOf: "お客様側の注文番号",
  orderedOn: "注文日",
  placedBy: "ご注文者",
  customer: "お客様",
  customerNumber: "お客様番号（ICN）",
  site: "サイト",
  agreement: "契約番号",
  quote: "更新見積",
  quoteVersion: "{number}（第 {version} 版）",
  level: "価格レベル",
  channel: "ご注文方法",
  "channel.online": "オンライン",
  "channel.partner": "ビジネスパートナー経由",
  "channel.vendor": "弊社へ直接",
  "channel.automatic": "自動更新",
  total: "合計（税抜）",
  "kind.license": "ライセンス",
  "kind.renewal": "更新",
  "kind.reinstatement": "再開",
  line: "{kind}：{product}、{part}、{reckoning} = {amount}。S&S 期間 {from}～{through}",
  wholeYear: "{quantity} × {price}",
  months: "{quantity} × {price} × {months}/12",
  more: "ほか {count} 件。全明細はご注文の画面でご覧いただけます。",
  open: "ご注文を見る",
  proof:
    "ライセンス証書は、別のメールでライセンス証書の担当者（未登録の場合はサイトご担当者）にお届けします。",
  help: "ご不明な点は {sales} までお問い合わせください。",
};
