import type { en } from "./en.ts";

export const zhTW: Readonly<Record<keyof typeof en, string>> = {
  "problem.site_not_found": "找不到此據點，或您沒有存取權限。",
  "problem.program_not_eligible": "據點的方案（{program}）不提供此項服務，因此無法授予權限。",
  "problem.permission_required": "您在此據點的存取權限不包含此項功能，請洽據點中負責存取管理的人員。",
  "problem.scope_required": "此 API 金鑰缺少 {permission} 範圍（scope）。",
};
