import type { en } from "./en.ts";

export const ko: Readonly<Record<keyof typeof en, string>> = {
  "problem.license_signing_unavailable":
    "현재 라이센스 파일에 서명할 수 없습니다. 변경된 것은 없습니다. 포털 운영자가 서명 키를 확인해야 합니다.",
  "problem.signing_key_not_found": "해당 번호의 서명 키가 없습니다.",
  "problem.signing_change_not_found": "해당 서명 키 변경이 없습니다.",
  "problem.second_person_required":
    "서명 키 변경에는 두 사람이 필요합니다. 본인이 요청한 변경이므로 다른 담당자가 확인해야 합니다.",
  "problem.signing_change_open": "같은 변경이 이미 요청되어 두 번째 담당자의 확인을 기다리고 있습니다.",
  "problem.signing_change_ended": "이 변경은 그동안 확인되었거나 철회되었습니다.",
  "problem.signing_change_overtaken": "그동안 서명 키가 변경되었습니다. 다시 확인하십시오.",
  "problem.signing_key_compromised": "이 키는 이미 유출된 키로 폐기되었습니다. 폐기는 취소되지 않습니다.",
  "problem.next_key_too_young":
    "다음 키가 공개된 지 얼마 되지 않아 프로그램이 아직 알지 못합니다. {availableAt}부터 교체할 수 있습니다.",
  "problem.next_key_unusable":
    "다음 키 {signingKey}의 파일이 없거나 손상되었거나 다른 사용자가 읽을 수 있습니다. 파일을 바로잡거나 이 키를 폐기하십시오. 폐기하면 새 키가 만들어집니다.",
};
