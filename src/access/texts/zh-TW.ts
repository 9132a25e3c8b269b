import type { en } from "./en.ts";

export const zhTW: Readonly<Record<keyof typeof en, string>> = {
  "problem.site_not_found": "找不到此據點，或您沒有存取權限。",
  "problem.program_not_eligible": "據點的方案（{program}）不提供此項服務，因此無法授予權限。",
  "problem.permission_required": "您在此據點的存取權限不包含此項功能，請洽據點中負責存取管理的人員。",
  "problem.scope_required": "此 API 金鑰缺少 {permission} 範圍（scope）。",
  "problem.primary_required": "只有據點的主要聯絡人可以執行此操作。",
  "problem.key_membership_required":
    "只有此據點的金鑰中心成員可以執行此操作。請洽金鑰中心管理員將您加入；部分功能僅限管理員使用。",
  "problem.staff_role_required": "您的職務不包含此操作。可以執行的職務：{roles}",
  "problem.second_factor_required":
    "此操作需要第二道驗證。請先為您的 ID 新增通行密鑰或驗證應用程式，再以其重新登入。",
  "problem.view_reads_only": "您正以客戶的畫面檢視此據點，僅供閱讀，無法變更任何內容。",
  "problem.secondary_limit": "四個次要聯絡人名額均已使用。請先將其中一位改為使用者或予以移除。",
  "problem.already_member": "此人已是這個據點的成員。",
  "problem.primary_changed": "主要聯絡人在此期間已變更，請重新查看清單。",
  "problem.member_not_found": "這個據點沒有這位成員。",
};
