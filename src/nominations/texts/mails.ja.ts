import type { en } from "./mails.en.ts";

export const ja: Readonly<Record<keyof typeof en, string>> = {
  reviewSubject: "サイト {siteNumber} へのアクセス申請：{name} 様",
  reviewText:
    "{name} 様（{email}）が、サイト {siteNumber}（{siteName}）へのアクセスを申請しています。承認または拒否をお願いします。",
  reminderSubject: "アクセス申請が処理待ちです：サイト {siteNumber}",
  reminderText:
    "{name} 様（{email}）が、{day} からサイト {siteNumber}（{siteName}）へのアクセスの承認を待っています。承認または拒否をお願いします。",
  privilegeSubject: "サイト {siteNumber} の権限の申請：{name} 様",
  privilegeText:
    "{name} 様（{email}）が、サイト {siteNumber}（{siteName}）での権限を申請しています。承認または拒否をお願いします。",
  decide: "申請を確認する",
  who: "申請者",
  email: "メールアドレス（ID）",
  company: "会社名",
  department: "部署名",
  phone: "電話番号",
  message: "メッセージ",
  siteNumber: "サイト番号",
  site: "サイト",
  asked: "申請の内容",
  approvedSubject: "承認のお知らせ：サイト {siteNumber} へのアクセス",
  approvedText: "サイト {siteNumber} へのアクセスの申請が承認されました。",
  approvedPrivilegeText: "申請された権限が、サイト {siteNumber} で付与されました。",
  deniedSubject: "拒否のお知らせ：サイト {siteNumber} へのアクセス",
  deniedText: "サイト {siteNumber} へのアクセスの申請は拒否されました。",
  deniedNext: "サイトご担当者にご相談ください。理由が解消されたあとに、再度申請していただけます。",
  expiredSubject: "期限切れのお知らせ：サイト {siteNumber} へのアクセス",
  expiredText:
    "90 日以内に回答がなかったため、サイト {siteNumber} へのアクセスの申請は期限切れになりました。再度申請していただけます。",
  reason: "理由",
  role: "役割",
  validThrough: "有効期限",
  signIn: "サインインする",
  replacedSubject: "サイト {siteNumber} のサイトご担当者の変更",
  replacedUserText:
    "サイト {siteNumber}（{siteName}）のご登録内容をお客様サポート窓口が確認し、サイトご担当者が {name} 様に変更されました。今後はユーザーとしてご利用いただけます。",
  replacedNoneText:
    "サイト {siteNumber}（{siteName}）のご登録内容をお客様サポート窓口が確認し、サイトご担当者が {name} 様に変更されました。このサイトへのアクセスは終了しました。",
  replacedNext: "お心当たりのない場合は、お客様サポート窓口（{care}）までご連絡ください。",
};
