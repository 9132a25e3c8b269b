import type { en } from "./en.ts";

export const ja: Readonly<Record<keyof typeof en, string>> = {
  "problem.site_not_found": "該当するサイトがないか、アクセス権がありません。",
  "problem.program_not_eligible":
    "この機能は、サイトのプログラム（{program}）では提供されておりません。権限の付与によってもご利用いただけません。",
  "problem.permission_required":
    "お客様のアクセス権には、この機能が含まれていません。サイトのアクセス権を管理する方にご依頼ください。",
  "problem.scope_required": "API キーにスコープ {permission} がありません。",
  "problem.primary_required": "この操作を行えるのは、サイトご担当者（プライマリー・ユーザー）だけです。",
  "problem.key_membership_required":
    "この操作は、このサイトのキーセンターの登録者のみ行えます。キーセンター管理者に登録をご依頼ください。管理者だけが行える操作もあります。",
  "problem.staff_role_required": "お客様の担当区分では、この操作はできません。操作できる担当区分：{roles}",
  "problem.second_factor_required":
    "この操作には 2 つ目の認証が必要です。パスキーまたは認証アプリを ID に登録し、それを使ってサインインし直してください。",
  "problem.view_reads_only": "お客様の画面を閲覧専用で表示しています。ここでは何も変更できません。",
  "problem.secondary_limit":
    "セカンダリー・ユーザーの 4 名分の枠はすべて使用中です。先に、いずれかの方をユーザーに変更するか、削除してください。",
  "problem.already_member": "この方はすでにこのサイトに登録されています。",
  "problem.primary_changed": "その間にサイトご担当者が変更されました。一覧をもう一度ご確認ください。",
  "problem.member_not_found": "このサイトに該当する方は登録されていません。",
};
