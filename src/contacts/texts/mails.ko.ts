import type { en } from "./mails.en.ts";

export const ko: Readonly<Record<keyof typeof en, string>> = {
  salutation: "{name} 님께",
  customerNumber: "고객 번호 (ICN)",
  siteNumber: "사이트 번호",
  siteName: "사이트",
  company: "회사명",
  help: "궁금하신 점은 사이트 번호를 적어 고객 지원 센터({care})로 문의해 주십시오.",
  regards: "{vendor} 고객 지원 센터 드림",
  openPortal: "포털 열기",
  "type.PRIMARY": "주요 사이트 연락처",
  "type.POE": "라이센스 인증서 연락처",
  "type.MEDIA": "미디어 배송 연락처",
  "type.RENEWAL": "갱신 연락처",
  "type.BILLING": "청구 연락처",
  "type.TECHNICAL": "사이트 기술 연락처",
  "role.primary": "주요 사이트 연락처",
  "role.secondary": "부 주요 사이트 연락처",
  "role.user": "사용자",

  technicalSubject: "[사이트 번호 {siteNumber}] 사이트 기술 연락처로 지정되셨습니다",
  technicalIntro:
    "{company}에서 고객님을 {siteName}의 사이트 기술 연락처로 지정했습니다. 고객 번호와 기술 지원에 관한 안내를 받으시게 됩니다. 이 메일을 보관해 주시기 바랍니다.",
  supportTitle: "기술 지원 이용 방법",
  supportId: "아이디가 필요합니다. 아직 없으시면 {url} 에서 이 이메일 주소로 등록해 주십시오.",
  supportNumber: "문의하실 때 고객 번호를 준비해 주십시오. 귀사를 확인하는 번호입니다.",
  supportNeeds: "기술 지원을 이용하려면 문의하실 제품의 구독과 기술지원(S&S)이 유효해야 합니다.",
  supportAccess:
    "기술 연락처로 지정되는 것만으로는 포털의 사이트 페이지에 접근할 수 없습니다. 접근 권한은 주요 사이트 연락처가 부여합니다.",
  dutiesTitle: "담당 업무",
  dutyCallers: "기술 지원에 문의할 수 있는 사용자 목록을 관리합니다. 인원 제한은 없습니다.",
  dutySecondary: "목록 관리를 도울 부 사이트 기술 연락처를 최대 9명까지 지정할 수 있습니다.",
  dutyNumber: "기술 지원을 이용할 사람에게만 고객 번호를 알려 줍니다.",
  dutyLeaving: "퇴사한 사람은 목록에서 삭제하고, 본인이 자리를 옮길 때는 후임자가 지정되도록 해 주십시오.",

  checkSubject: "[사이트 번호 {siteNumber}] 연락처와 사용자를 확인해 주십시오",
  checkIntro:
    "{siteName}(사이트 번호 {siteNumber})의 기념일은 {day}입니다. 그에 앞서 갱신 견적서를 준비합니다. 문서가 올바른 분께 전달되도록 아래 연락처와 사용자가 맞는지 확인해 주시기 바랍니다.",
  checkContacts: "연락처",
  checkNamed: "{name} ({email})",
  checkFallback: "지정되지 않음, {name} ({email}) 님이 수신",
  checkOpenContacts: "연락처 확인",
  checkPeople: "포털을 이용할 수 있는 사람",
  checkPerson: "{person}, {role}",
  checkMore: "외 {count}명",
  checkOpenMembers: "접근 권한 확인",
  checkDone: "모두 올바르면 연락처 페이지에서 ‘모두 올바름’ 단추를 눌러 주십시오.",
};
