import type { en } from "./en.ts";

export const ko: Readonly<Record<keyof typeof en, string>> = {
  "problem.site_not_found": "해당 사이트가 없거나 접근 권한이 없습니다.",
  "problem.program_not_eligible":
    "사이트의 프로그램({program})에서 제공하지 않는 기능이므로 권한을 부여받아도 이용하실 수 없습니다.",
  "problem.permission_required":
    "고객님의 접근 권한에 이 기능이 포함되어 있지 않습니다. 사이트의 접근 권한을 관리하는 분께 요청해 주십시오.",
  "problem.scope_required": "API 키에 {permission} 범위(scope)가 없습니다.",
};
