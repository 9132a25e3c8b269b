import type { en } from "./en.ts";

export const ja: Record<keyof typeof en, string> = {
  title: "自社の認証によるサインイン",
  lead: "貴社で設定済みの場合は、貴社のアカウントでサインインできます。",
  email: "会社のメールアドレス",
  goOn: "次へ",
  none: "{domain} には自社の認証によるサインインが設定されていません。ID とパスワードでサインインしてください。",
  toSignIn: "パスワードまたはパスキーでサインイン",
  found: "{domain} のサインイン先は {host} です。",
  foundHint: "会社のパスワードは、このサインイン先以外では入力しないでください。",
  toCompany: "{host} でサインイン",
  malformed: "メールアドレスの形式が正しくありません。",
  linkTitle: "会社のアカウントとの連携",
  linkText:
    "{host} で {email} として認証されました。このアドレスは、すでにこのポータルの ID です。連携すると、今後は貴社の認証でサインインできます。パスワードとパスキーはそのまま使用できます。",
  link: "連携する",
  linkNo: "今はしない",
  linkedSubject: "ID が会社のアカウントと連携されました",
  linkedText: "今後は、貴社の認証（{host}）でサインインできます。",
  linkedUnexpected: "お心当たりがない場合は、すぐに {care} までご連絡ください。",
  "problem.company_sign_in_ended":
    "このサインインは終了したか、別のブラウザーで開始されたものです。もう一度開始してください。",
  "problem.company_sign_in_failed":
    "会社の認証からの応答を受け付けられませんでした。もう一度お試しになり、解決しない場合は貴社の管理者にお問い合わせください。",
  "problem.company_sign_in_off":
    "貴社の認証によるサインインは停止しています。パスワードまたはパスキーでサインインしてください。",
  "problem.company_address_refused":
    "貴社の認証から、{domain} の確認済みメールアドレスが得られませんでした。",
  "problem.company_unreachable":
    "貴社の認証が応答しません。しばらくしてからお試しいただくか、パスワードまたはパスキーでサインインしてください。",
  "problem.company_link_by_own_sign_in": "先にパスワードまたはパスキーでサインインしてから連携してください。",
  "problem.company_link_other_id":
    "このアカウントは {email} のものです。その ID でサインインして連携してください。",
  "problem.company_identity_taken": "このアカウントはすでに ID と連携されています。",
  "problem.staff_sign_in_here": "弊社の担当者は、パスキーまたは 2 要素でサインインします。",
};
