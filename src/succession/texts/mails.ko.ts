import type { en } from "./mails.en.ts";

export const ko: Readonly<Record<keyof typeof en, string>> = {
  greeting: "{name} 님께",
  site: "사이트 번호",
  siteName: "사이트",
  openPage: "주요 사이트 연락처 페이지 열기",
  regards: "궁금하신 점은 {care} 주소로 문의해 주십시오. {vendor} 고객 지원 센터 드림",

  offeredSubject: "[사이트 번호 {number}] 주요 사이트 연락처를 맡아 주시겠습니까?",
  offeredText:
    "{from} 님이 이 사이트의 주요 사이트 연락처를 맡아 달라고 요청했습니다. 수락하시면 이 사이트의 모든 권한을 가지며, 접근 신청을 처리하고 연락처를 최신으로 관리하게 됩니다. {day}까지 수락하거나 거절해 주십시오.",

  declinedSubject: "[사이트 번호 {number}] 인계 요청이 거절되었습니다",
  declinedText: "{name} 님이 인수를 거절했습니다. 고객님이 계속 주요 사이트 연락처입니다.",
  withdrawnSubject: "[사이트 번호 {number}] 인계 요청이 취소되었습니다",
  withdrawnText: "{name} 님이 인계 요청을 취소했습니다. 하실 일은 없습니다.",
  expiredSubject: "[사이트 번호 {number}] 인계 요청이 만료되었습니다",
  expiredText: "{name} 님에 대한 인계 요청에 기한까지 답변이 없었습니다. 바뀐 것은 없습니다.",

  changedSubject: "[사이트 번호 {number}] 주요 사이트 연락처가 바뀌었습니다",
  changedNew:
    "이제 고객님이 이 사이트의 주요 사이트 연락처입니다. 접근 신청이 고객님께 전달되며, 연락처를 최신으로 관리해 주시기 바랍니다.",
  changedOld: "이제 {to} 님이 이 사이트의 주요 사이트 연락처입니다. 앞으로 고객님의 역할: {becomes}",
  changedOther: "이제 {to} 님이 이 사이트의 주요 사이트 연락처입니다.",
  changedRegister:
    "아직 아이디가 없습니다. 이 메일을 받은 주소로 아이디를 등록하시면 사이트를 이용하실 수 있습니다: {url}",
  "becomes.secondary": "부 주요 사이트 연락처",
  "becomes.user": "사용자",
  "becomes.none": "이 사이트의 구성원이 아닙니다",
  "becomes.removed": "이 사이트의 구성원이 아닙니다. 잘못된 경우 즉시 고객 지원 센터에 알려 주십시오",

  addedSubject: "[사이트 번호 {number}] 사이트에 추가되었습니다",
  addedText: "고객 지원 센터가 고객님을 이 사이트의 부 주요 사이트 연락처로 등록했습니다.",

  warningSubject: "[사이트 번호 {number}] 확인이 필요합니다",
  "warning.no-primary": "이 사이트에 주요 사이트 연락처가 없습니다. 고객 지원 센터에 통보되었습니다.",
  "warning.mail-bounces":
    "주요 사이트 연락처 {primary} 님에게 보낸 메일이 반송됩니다. 메일함 점검이나 인계를 요청해 주십시오.",
  "warning.primary-unseen":
    "주요 사이트 연락처 {primary} 님이 몇 달째 이 사이트를 이용하지 않았습니다. 재직 중이라면 한 번 로그인하는 것으로 충분합니다. 더 이상 담당이 아니라면 인계해 주십시오.",
  "warning.no-second-administrator":
    "이 사이트에는 주요 사이트 연락처 외에 접근을 관리할 수 있는 분이 없습니다. 부재에 대비하여 부 주요 사이트 연락처를 지정해 주십시오.",

  askedSubject: "[사이트 번호 {number}] 승계 1순위 안내",
  askedText:
    "고객님은 이 사이트의 승계 1순위이며, 주요 사이트 연락처와 연락이 닿지 않습니다. 아래 페이지에서 자리를 신청하시거나 고객 지원 센터에 상황을 알려 주십시오.",

  announcedSubject: "[사이트 번호 {number}] 주요 사이트 연락처 교체 요청이 있습니다",
  announcedClaim:
    "주요 사이트 연락처와 연락이 닿지 않아 승계 1순위인 {name} 님이 자리를 신청했습니다. 고객 지원 센터에서 확인하고 있습니다.",
  announcedVerified:
    "이 사이트의 주요 사이트 연락처를 {name} 님으로 교체해 달라는 요청이 접수되어 확인되었습니다. 고객 지원 센터의 두 번째 담당자가 결정합니다.",
  announcedObject:
    "고객님이 주요 사이트 연락처이고 계속 담당하신다면 로그인하여 아래 페이지에서 이의를 제기해 주십시오.",

  technicalSubject: "[사이트 번호 {number}] 사이트 기술 연락처 변경",
  technicalText:
    "귀사가 {name} 님({email}, {phone})을 사이트 기술 연락처로 지정한 것을 고객 지원 센터가 확인했습니다. 연락처 페이지에서 주소와 함께 등록해 주십시오.",

  objectedSubject: "[사이트 번호 {number}] 주요 사이트 연락처가 이의를 제기했습니다",
  objectedText:
    "주요 사이트 연락처가 이의를 제기하여 {name} 님의 요청이 종료되었습니다. 서로 상의해 주십시오.",

  doneSubject: "{company} 연락처 변경 요청이 처리되었습니다",
  doneText: "요청하신 변경을 완료했습니다.",
  returnedSubject: "{company} 연락처 변경 요청을 보완해 주십시오",
  returnedText: "빠진 내용이 있어 요청을 돌려보냅니다. 모두 입력하여 다시 보내 주십시오.",
  rejectedSubject: "{company} 연락처 변경 요청 안내",
  rejectedText: "요청하신 변경을 처리할 수 없었습니다.",
  reason: "사유",
  again: "다시 보내기",
};
