import type { en } from "./en.ts";

export const ja: Readonly<Record<keyof typeof en, string>> = {
  "problem.site_not_found": "該当するサイトがないか、アクセス権がありません。",
  "problem.program_not_eligible":
    "この機能は、サイトのプログラム（{program}）では提供されておりません。権限の付与によってもご利用いただけません。",
  "problem.permission_required":
    "お客様のアクセス権には、この機能が含まれていません。サイトのアクセス権を管理する方にご依頼ください。",
  "problem.scope_required": "API キーにスコープ {permission} がありません。",
};
