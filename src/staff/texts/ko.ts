import type { en } from "./en.ts";

export const ko: Readonly<Record<keyof typeof en, string>> = {
  invitationSubject: "운영자로 초대되었습니다",
  invitationText:
    "{vendor} 포털의 운영자로 초대되었습니다. 아래 페이지를 열어 수락하십시오. 링크는 {hours}시간 동안 유효하며 한 번만 사용할 수 있습니다.",
  unexpected: "예상하지 못한 메일이라면 무시하십시오.",
  accept: "초대 수락",
  invitation: "운영자 등록",
  invitationNew: "{email} 주소가 아이디가 됩니다. 이름을 입력하고 비밀번호를 설정하십시오.",
  invitationKnown: "아이디({email})에 운영자 권한이 부여됩니다.",
  givenName: "이름",
  familyName: "성",
  password: "비밀번호",
  passwordHint: "15자 이상.",
  country: "국가 또는 지역",
  countryPrompt: "국가 또는 지역을 선택하십시오",
  "problem.api_key_not_found": "해당하는 유효한 키가 없습니다.",
};
