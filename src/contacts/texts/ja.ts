import type { en } from "./en.ts";

export const ja: Readonly<Record<keyof typeof en, string>> = {
  "problem.contact_type_not_found": "該当する担当者の種類はありません。",
  "problem.primary_changes_elsewhere":
    "サイトご担当者はこの画面では変更できません。サイトご担当者ご本人が引き継ぎを申し出て、相手のメンバーが承諾すると交代できます。すでに退職・異動された場合は、お客様サポート窓口（{careEmail}）が変更を承ります。",
  "problem.contact_changed":
    "ほかの方がこの担当者を変更しました。現在の内容をご確認のうえ、もう一度保存してください。",
  "problem.change_form_not_offered":
    "登録内容変更届は、プログラム PA のサイト用です。{program} の場合は {contact} までご連絡ください。",

  title: "各担当者",
  lead: "このサイトの書類やご案内のお届け先です。担当者が登録されていないものは、サイトご担当者にお届けします。",
  noAccess:
    "各担当者として登録されただけでは、ポータルへのアクセス権は付与されません。アクセス権は「アクセス権の管理」で付与してください。",
  manageAccess: "アクセス権の管理",
  contact: "担当者",
  receives: "お届けするもの",
  goesTo: "お届け先",
  action: "変更",
  change: "変更",
  changeOf: "変更：{type}",
  nameSomebody: "担当者を登録",
  nameOf: "担当者を登録：{type}",
  handOver: "引き継ぎ",
  handOverOf: "引き継ぎ：{type}",
  nobody: "なし（アドレスが登録されていません）",
  named: "登録済み",
  viaPrimary: "サイトご担当者が兼務",
  registered: "ご登録の連絡先（サイトご担当者の初回アクセス待ち）",
  "type.PRIMARY": "サイトご担当者（プライマリー・ユーザー）",
  "type.POE": "ライセンス証書の担当者",
  "type.MEDIA": "メディア送付先の担当者",
  "type.RENEWAL": "更新の担当者",
  "type.BILLING": "請求の担当者",
  "type.TECHNICAL": "サイト技術担当者",
  "gets.PRIMARY": "ご契約・プログラムに関するご案内、アクセス申請",
  "gets.POE": "ご注文ごとのライセンス証書",
  "gets.MEDIA": "ソフトウェアのメディア",
  "gets.RENEWAL": "更新のお見積もり",
  "gets.BILLING": "請求書",
  "gets.TECHNICAL": "お客様番号、技術サポートに関するご案内",
  mayNotUpdate:
    "各担当者の確認のみご利用いただけます。変更には「登録内容変更」の「更新」権限が必要です。権限はサイトご担当者が付与できます。",
  reviewTitle: "年 1 回の確認",
  reviewNever: "各担当者の登録内容は、まだ確認されていません。",
  reviewLast: "{day}に{name}様が、すべて正しいことを確認されました。",
  reviewOld: "前回の確認から 1 年以上経過しています。6 種類の担当者をもう一度ご確認ください。",
  reviewLead:
    "6 種類の担当者をご確認ください。すべて正しい場合は、下のボタンを押してください。次回は 1 年後にお知らせします。",
  reviewButton: "すべて正しい",
  newsReviewed: "ありがとうございます。各担当者の確認を記録しました。",
  newsSaved: "保存しました。今後の書類は新しい担当者にお届けします。",
  newsCleared: "登録を解除しました。今後の書類はサイトご担当者にお届けします。",

  editLead: "お届けするもの：{gets}。すべての項目をご入力ください。変更はすぐに有効になります。",
  technicalNote:
    "登録された方に、お客様番号、技術サポートのご利用方法、サイト技術担当者の役割をご案内するメールをお送りします。",
  independent: "この変更によって、ご本人の通知メールの宛先が変わることはありません。",
  back: "各担当者",
  save: "保存",
  clear: "登録を解除",
  clearLead: "解除すると、この書類は再びサイトご担当者にお届けします。",
  savedBy: "最終変更：{day} {name}様",
  conflictTitle: "ほかの方が変更しました",
  conflictBy:
    "画面を開かれた後に、{name}様がこの担当者を保存しました。現在の内容は下記のとおりです。入力された内容はフォームに残っています。もう一度保存すると、ほかの方の変更を置き換えます。",
  conflictCleared:
    "画面を開かれた後に、この担当者の登録が解除されました。入力された内容はフォームに残っています。もう一度保存すると、この方が登録されます。",
  conflictNow: "現在の内容",
  name: "お名前",
  email: "メールアドレス",
  phone: "電話番号",
  street: "番地・建物名",
  city: "市区町村",
  region: "都道府県",
  postalCode: "郵便番号",
  country: "国または地域",
  countryPrompt: "国または地域を選択してください",
  language: "メールの言語",
  faultOf: "{field}：{fault}",

  registrationTitle: "ご登録内容",
  registrationLead: "このサイトについて登録されている内容です。",
  whoReceives: "書類のお届け先",
  toContacts: "各担当者",
  wrongTitle: "登録内容に誤りがある場合",
  wrongForm:
    "プログラム PA のサイトでは、ご登録内容が印字された登録内容変更届を印刷し、訂正箇所をご記入・ご署名のうえ、お客様サポート窓口までお送りください。",
  wrongFormFax: "送付先：FAX {fax} またはメール {care}",
  wrongFormMail: "送付先：メール {care}",
  wrongFormOpen: "登録内容変更届（PDF）",
  wrongOnline: "オンラインでもご連絡いただけます。",
  wrongOnlineOpen: "登録内容に関するお問い合わせ",
  wrongCare:
    "プログラム PAE のサイトの登録内容は、お客様サポート窓口が変更いたします。サイト番号 {number} と変更箇所をお書き添えのうえ、{care} までご連絡ください。",
  wrongSales:
    "プログラム {program} のサイトの登録内容は、弊社担当営業員が変更いたします。サイト番号 {number} と変更箇所をお書き添えのうえ、{sales} までご連絡ください。",
  wrongPrimary:
    "サイトご担当者の交代は、引き継ぎの手続きをご利用ください。すでに退職・異動された場合は、お客様サポート窓口（{care}）までご連絡ください。",
};
