import type { en } from "./mails.en.ts";

export const ja: Readonly<Record<keyof typeof en, string>> = {
  greeting: "{name} 様",
  site: "サイト番号",
  siteName: "サイト",
  openPage: "サイトご担当者のページを開く",
  regards: "ご不明な点は {care} までお問い合わせください。{vendor} お客様サポート窓口",

  offeredSubject: "【サイト番号 {number}】サイトご担当者の引き継ぎのご依頼",
  offeredText:
    "{from} さんから、サイトご担当者（プライマリー・ユーザー）の引き継ぎを依頼されています。承諾すると、このサイトのすべての権限を持ち、アクセス申請の承認・拒否と、各担当者の更新を行うことになります。{day}までに、承諾または辞退をお願いいたします。",

  declinedSubject: "【サイト番号 {number}】引き継ぎの依頼が辞退されました",
  declinedText: "{name} さんが引き継ぎを辞退しました。お客様が引き続きサイトご担当者です。",
  withdrawnSubject: "【サイト番号 {number}】引き継ぎの依頼が取り消されました",
  withdrawnText: "{name} さんが引き継ぎの依頼を取り消しました。ご対応いただくことはありません。",
  expiredSubject: "【サイト番号 {number}】引き継ぎの依頼の期限が切れました",
  expiredText: "{name} さんへの引き継ぎの依頼は、期限までに回答がありませんでした。変更はありません。",

  changedSubject: "【サイト番号 {number}】サイトご担当者が変わりました",
  changedNew:
    "お客様がこのサイトのご担当者になりました。今後、アクセス申請はお客様に届きます。各担当者の登録内容の更新もお願いいたします。",
  changedOld: "{to} さんがこのサイトのご担当者になりました。今後のお客様の役割：{becomes}",
  changedOther: "{to} さんがこのサイトのご担当者になりました。",
  changedRegister:
    "まだ ID をお持ちではありません。このメールを受け取ったアドレスで ID を登録すると、このサイトをご利用いただけます：{url}",
  "becomes.secondary": "セカンダリー・ユーザー",
  "becomes.user": "ユーザー",
  "becomes.none": "このサイトの利用は終了しました",
  "becomes.removed":
    "このサイトの利用は終了しました。誤りがある場合は、至急お客様サポート窓口までご連絡ください",

  addedSubject: "【サイト番号 {number}】サイトに追加されました",
  addedText: "お客様サポート窓口が、お客様をこのサイトのセカンダリー・ユーザーとして登録しました。",

  warningSubject: "【サイト番号 {number}】ご確認のお願い",
  "warning.no-primary": "このサイトのご担当者が不在です。お客様サポート窓口に連絡済みです。",
  "warning.mail-bounces":
    "サイトご担当者 {primary} さん宛てのメールが届きません。メールアドレスの確認、または引き継ぎをご依頼ください。",
  "warning.primary-unseen":
    "サイトご担当者 {primary} さんが、数か月このサイトを利用していません。在職中であれば、一度サインインするだけで結構です。担当を外れた場合は、引き継ぎをお願いいたします。",
  "warning.no-second-administrator":
    "このサイトには、サイトご担当者のほかにアクセス権を管理できる方がいません。ご担当者の不在に備えて、セカンダリー・ユーザーの設定をお願いいたします。",

  askedSubject: "【サイト番号 {number}】後任順位 1 位の方へのご連絡",
  askedText:
    "お客様はこのサイトの後任順位の 1 位です。サイトご担当者と連絡が取れなくなっています。下記のページから引き継ぎを申し出ていただくか、お客様サポート窓口に状況をお知らせください。",

  announcedSubject: "【サイト番号 {number}】サイトご担当者の交代の申し出があります",
  announcedClaim:
    "サイトご担当者と連絡が取れないため、後任順位 1 位の {name} さんが引き継ぎを申し出ました。お客様サポート窓口が確認しています。",
  announcedVerified:
    "このサイトのご担当者を {name} さんに変更する依頼を受け、内容を確認しました。お客様サポート窓口の 2 人目の担当者が判断します。",
  announcedObject:
    "お客様がサイトご担当者で、引き続き担当される場合は、サインインのうえ、下記のページで異議を申し立ててください。",

  technicalSubject: "【サイト番号 {number}】サイト技術担当者の変更",
  technicalText:
    "貴社がサイト技術担当者として {name} さん（{email}、{phone}）を指定したことを、お客様サポート窓口が確認しました。住所とともに、各担当者のページでご登録ください。",

  objectedSubject: "【サイト番号 {number}】サイトご担当者から異議がありました",
  objectedText:
    "サイトご担当者が異議を申し立てたため、{name} さんの申し出は終了しました。当事者間でご相談ください。",

  doneSubject: "{company}の担当者変更のご依頼が完了しました",
  doneText: "ご依頼の変更を行いました。",
  returnedSubject: "{company}の担当者変更のご依頼に記入漏れがあります",
  returnedText:
    "ご依頼の内容に不足があるため、差し戻しました。お手数ですが、すべてご記入のうえ、再度お送りください。",
  rejectedSubject: "{company}の担当者変更のご依頼について",
  rejectedText: "ご依頼の変更は行えませんでした。",
  reason: "理由",
  again: "再度送信する",
};
