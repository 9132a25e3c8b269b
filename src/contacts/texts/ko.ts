import type { en } from "./en.ts";

export const ko: Readonly<Record<keyof typeof en, string>> = {
  "problem.contact_type_not_found": "해당하는 연락처 유형이 없습니다.",
  "problem.primary_changes_elsewhere":
    "주요 사이트 연락처는 여기에서 변경할 수 없습니다. 주요 사이트 연락처 본인이 구성원에게 인계를 제안하고 상대방이 수락하면 변경됩니다. 담당자가 이미 퇴사한 경우에는 고객 지원 센터({careEmail})에서 변경해 드립니다.",
  "problem.contact_changed":
    "그동안 다른 분이 이 연락처를 변경했습니다. 현재 내용을 확인한 후 다시 저장해 주십시오.",
  "problem.change_form_not_offered":
    "변경 신청서는 PA 프로그램 사이트용입니다. {program}의 경우 {contact}(으)로 연락해 주십시오.",

  title: "연락처",
  lead: "이 사이트의 문서와 안내를 받는 분들입니다. 지정된 분이 없으면 주요 사이트 연락처가 받습니다.",
  noAccess:
    "연락처로 지정되는 것만으로는 포털 접근 권한이 부여되지 않습니다. 접근 권한은 ‘접근 관리’에서 부여해 주십시오.",
  manageAccess: "접근 관리",
  contact: "연락처",
  receives: "받는 문서",
  goesTo: "수신인",
  action: "변경",
  change: "변경",
  changeOf: "변경: {type}",
  nameSomebody: "지정",
  nameOf: "지정: {type}",
  nobody: "없음(등록된 주소가 없습니다)",
  named: "지정됨",
  viaPrimary: "주요 사이트 연락처가 대신 수신",
  registered: "등록된 연락처(주요 사이트 연락처의 최초 접속 전)",
  "type.PRIMARY": "주요 사이트 연락처",
  "type.POE": "라이센스 인증서 연락처",
  "type.MEDIA": "미디어 배송 연락처",
  "type.RENEWAL": "갱신 연락처",
  "type.BILLING": "청구 연락처",
  "type.TECHNICAL": "사이트 기술 연락처",
  "gets.PRIMARY": "계약 및 프로그램 안내, 접근 요청",
  "gets.POE": "주문별 라이센스 인증서",
  "gets.MEDIA": "소프트웨어 미디어",
  "gets.RENEWAL": "갱신 견적서",
  "gets.BILLING": "청구서",
  "gets.TECHNICAL": "고객 번호, 기술 지원에 관한 안내",
  mayNotUpdate:
    "연락처를 조회하실 수 있습니다. 변경하려면 ‘사이트 연락처 변경’의 ‘업데이트’ 권한이 필요하며, 주요 사이트 연락처가 부여할 수 있습니다.",
  reviewTitle: "연 1회 확인",
  reviewNever: "연락처가 올바른지 아직 확인되지 않았습니다.",
  reviewLast: "{name} 님이 {day}에 모두 올바르다고 확인했습니다.",
  reviewOld: "확인한 지 1년이 넘었습니다. 여섯 가지 연락처를 다시 확인해 주십시오.",
  reviewLead:
    "여섯 가지 연락처를 확인하고, 모두 올바르면 아래 단추를 눌러 주십시오. 1년 후에 다시 알려 드립니다.",
  reviewButton: "모두 올바름",
  newsReviewed: "감사합니다. 연락처 확인이 기록되었습니다.",
  newsSaved: "저장되었습니다. 이제부터 문서가 새 수신인에게 발송됩니다.",
  newsCleared: "지정이 해제되었습니다. 이제부터 문서가 주요 사이트 연락처에게 발송됩니다.",

  editLead: "받는 문서: {gets}. 모든 항목을 입력해 주십시오. 저장하면 바로 적용됩니다.",
  technicalNote: "지정된 분께 고객 번호, 기술 지원 이용 방법, 담당 업무를 안내하는 메일이 발송됩니다.",
  independent: "이 변경으로 해당 담당자의 알림 수신 주소가 바뀌지는 않습니다.",
  back: "연락처",
  save: "저장",
  clear: "지정 해제",
  clearLead: "해제하면 주요 사이트 연락처가 이 문서를 다시 받습니다.",
  savedBy: "최종 변경: {day}, {name} 님",
  conflictTitle: "그동안 변경되었습니다",
  conflictBy:
    "화면을 여신 후에 {name} 님이 이 연락처를 저장했습니다. 현재 내용은 아래와 같으며, 입력하신 내용은 양식에 그대로 있습니다. 다시 저장하면 다른 분의 변경을 대체합니다.",
  conflictCleared:
    "화면을 여신 후에 이 연락처의 지정이 해제되었습니다. 입력하신 내용은 양식에 그대로 있으며, 다시 저장하면 이분이 지정됩니다.",
  conflictNow: "현재 내용",
  name: "이름",
  email: "이메일 주소",
  phone: "전화번호",
  street: "도로명 주소",
  city: "시/군/구",
  region: "시/도",
  postalCode: "우편번호",
  country: "국가 또는 지역",
  countryPrompt: "국가 또는 지역을 선택해 주십시오",
  language: "메일 언어",
  faultOf: "{field}: {fault}",

  registrationTitle: "등록 내용",
  registrationLead: "이 사이트에 대해 등록된 내용입니다.",
  whoReceives: "문서 수신인",
  toContacts: "연락처",
  wrongTitle: "등록 내용이 잘못되었습니까?",
  wrongForm:
    "PA 프로그램 사이트: 등록 내용이 인쇄된 변경 신청서를 출력하여 수정할 내용을 적고 서명한 후 고객 지원 센터로 보내 주십시오.",
  wrongFormFax: "보내실 곳: 팩스 {fax} 또는 이메일 {care}",
  wrongFormMail: "보내실 곳: 이메일 {care}",
  wrongFormOpen: "변경 신청서(PDF)",
  wrongOnline: "온라인으로도 보내실 수 있습니다.",
  wrongOnlineOpen: "등록 내용 문의",
  wrongCare:
    "PAE 프로그램 사이트의 등록 내용은 고객 지원 센터에서 변경합니다. 사이트 번호 {number}와(과) 변경할 내용을 적어 {care}(으)로 연락해 주십시오.",
  wrongSales:
    "{program} 프로그램 사이트의 등록 내용은 담당 영업 대표가 변경합니다. 사이트 번호 {number}와(과) 변경할 내용을 적어 {sales}(으)로 연락해 주십시오.",
  wrongPrimary:
    "주요 사이트 연락처를 바꾸려면 인계 절차를 이용해 주십시오. 담당자가 이미 퇴사한 경우에는 고객 지원 센터({care})로 연락해 주십시오.",
};
