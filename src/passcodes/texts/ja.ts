import type { en } from "./en.ts";

export const ja: Readonly<Record<keyof typeof en, string>> = {
  "problem.passcode_request_ended": "このご依頼はすでに処理されています。",
  "problem.passcode_contact_changed":
    "ご依頼者は現在このサイトのご担当者として登録されていないため、パスコードは送付されません。",

  askTitle: "テンポラリー・パスコードの再送依頼",
  askLead:
    "貴サイトの登録内容をご確認ください。新しいパスコードは、こちらに登録されている住所、FAX 番号、またはメールアドレスにのみお送りします。",
  stepCheck: "登録内容の確認",
  stepAsked: "ご依頼の受付",
  stepEnter: "パスコードの入力",
  registered: "登録内容",
  askQuestion: "登録内容に誤りはありませんか。",
  dataRight: "誤りはないので、再送を依頼する",
  dataWrong: "誤りがある",
  openSince:
    "{when} にご依頼を受け付けております。再度のご依頼は不要です。お客様サポート窓口で確認しております。",

  stopTitle: "先にお客様サポート窓口へご連絡ください",
  stopLead: "再送のご依頼は送信されていません。誤った宛先に届くのを防ぐためです。",
  stopText:
    "サイト番号 {number} をお書き添えのうえ、誤りの内容をお客様サポート窓口（{care}）までお知らせください。登録内容の訂正後に、あらためて再送をご依頼ください。",
  stopForm: "登録内容の誤りを連絡する",
  stopBack: "登録内容の確認に戻る",

  askedTitle: "ご依頼を受け付けました",
  askedLead: "サイト番号 {number} の登録内容を確認のうえ、新しいテンポラリー・パスコードをお送りします。",
  askedWhen: "受付日時",
  askedOld: "新しいパスコードの発行と同時に、以前のパスコードはご利用いただけなくなります。",
  askedDownloads:
    "お待ちいただく間は、有効なサブスクリプション＆サポートをお持ちの場合に限り、ダウンロード機能のみをご利用いただけます。",
  toDownloads: "ダウンロードへ",
  toFirstAccess: "パスコードを入力する",
  mineTitle: "パスコードの再送依頼",
  mineEmpty: "再送のご依頼はありません。",
  state: "状況",
  "state.requested": "サポート窓口で確認中",
  "state.re-sent": "送付済み",
  "state.rejected": "お断り",
  "state.withdrawn": "不要になりました",
  askedAt: "受付日時",
  endedAt: "回答日時",

  siteNumber: "サイト番号",
  company: "貴社名",
  siteName: "サイト",
  address: "ご住所",
  department: "部署名",
  contactName: "サイトご担当者",
  contactEmail: "ご担当者のメールアドレス",
  phone: "電話番号",
  fax: "FAX 番号",
  notRegistered: "登録なし",
  reason: "理由",

  resend: "パスコードを再送する",
  reject: "お断りする",
  channel: "送付方法",
  channelLetter: "郵送（登録住所宛）",
  channelFax: "FAX（{fax}）",
  channelMail: "メール（{email}）",
  siteClaimed: "このサイトはすでに初回アクセスが完了しています。",
  contactChanged: "ご依頼者は現在このサイトのご担当者として登録されていません。",

  resentTitle: "サイト番号 {number} のパスコード再発行",
  resentLead:
    "パスコードを紛失したサイトご担当者向けです。書面と FAX はここで印刷して送付します。印刷した担当者はサイトの操作履歴に残ります。",
  resentList: "再発行の履歴",
  resentNone: "再発行されたパスコードはありません。",
  "channel.letter": "郵送",
  "channel.fax": "FAX",
  "channel.e-mail": "メール",
  madeAt: "発行日時",
  print: "印刷",
  printOf: "{when} 発行の書面（{channel}）を印刷",
  resendTitle: "あらためて発行する",
  resendLead: "以前のパスコードは直ちに無効になります。",
  resendClosed: "初回アクセスが完了しているため、パスコードは不要です。",

  mailSalutation: "{name} 様",
  mailRegards: "{vendor} お客様サポート窓口",
  wayMailSubject: "【サイト番号 {siteNumber}】新しいテンポラリー・パスコードをお送りしました",
  wayMailLetter:
    "登録内容を確認のうえ、貴サイト「{siteName}」の新しいテンポラリー・パスコードを、ご登録の住所宛に郵送いたします。",
  wayMailFax:
    "登録内容を確認のうえ、貴サイト「{siteName}」の新しいテンポラリー・パスコードを、ご登録の FAX 番号宛に送信いたします。",
  wayMailOld: "以前のパスコードはご利用いただけません。",
  noMailSubject: "【サイト番号 {siteNumber}】パスコードの再送について",
  noMailText:
    "貴サイト「{siteName}」のテンポラリー・パスコードの再送依頼を確認いたしましたが、お送りすることができません。",
  noMailNext:
    "ご不明な点は、サイト番号をお書き添えのうえ、お客様サポート窓口（{care}）までお問い合わせください。",
};
