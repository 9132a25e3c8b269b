import type { en } from "./en.ts";

export const ko: Readonly<Record<keyof typeof en, string>> = {
  "problem.site_not_found": "해당 사이트가 없거나 접근 권한이 없습니다.",
  "problem.program_not_eligible":
    "사이트의 프로그램({program})에서 제공하지 않는 기능이므로 권한을 부여받아도 이용하실 수 없습니다.",
  "problem.permission_required":
    "고객님의 접근 권한에 이 기능이 포함되어 있지 않습니다. 사이트의 접근 권한을 관리하는 분께 요청해 주십시오.",
  "problem.scope_required": "API 키에 {permission} 범위(scope)가 없습니다.",
  "problem.primary_required": "주요 사이트 연락처만 할 수 있는 작업입니다.",
  "problem.key_membership_required":
    "이 사이트의 키센터에 등록된 사용자만 할 수 있습니다. 키센터 관리자에게 등록을 요청하십시오. 관리자만 할 수 있는 작업도 있습니다.",
  "problem.staff_role_required": "담당 역할에 이 작업이 포함되어 있지 않습니다. 작업할 수 있는 역할: {roles}",
  "problem.second_factor_required":
    "이 작업에는 두 번째 인증이 필요합니다. 패스키 또는 인증 앱을 아이디에 등록한 다음 그것으로 다시 로그인하십시오.",
  "problem.view_reads_only":
    "고객의 화면을 읽기 전용으로 보고 있습니다. 여기에서는 아무것도 변경할 수 없습니다.",
  "problem.secondary_limit":
    "부 주요 사이트 연락처 네 자리가 모두 사용 중입니다. 먼저 한 명을 사용자로 변경하거나 제거하십시오.",
  "problem.already_member": "이미 이 사이트의 구성원입니다.",
  "problem.primary_changed": "그 사이에 주요 사이트 연락처가 변경되었습니다. 목록을 다시 확인하십시오.",
  "problem.member_not_found": "이 사이트에 해당하는 구성원이 없습니다.",
};
