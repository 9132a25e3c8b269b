import type { en } from "./en.ts";

export const ko: Readonly<Record<keyof typeof en, string>> = {
  "problem.passcode_request_ended": "이미 처리된 요청입니다.",
  "problem.passcode_contact_changed":
    "요청하신 분이 더 이상 이 사이트의 등록된 연락처가 아니므로 임시 암호를 발송하지 않습니다.",

  askTitle: "임시 암호 재발송 요청",
  askLead:
    "귀 사이트의 등록 내용을 확인해 주십시오. 새 임시 암호는 여기에 등록된 주소, 팩스 번호 또는 이메일 주소로만 보내 드립니다.",
  stepCheck: "등록 내용 확인",
  stepAsked: "요청 접수",
  stepEnter: "임시 암호 입력",
  registered: "등록 내용",
  askQuestion: "등록 내용이 정확합니까?",
  dataRight: "정확합니다. 재발송을 요청합니다",
  dataWrong: "잘못된 내용이 있습니다",
  openSince:
    "{when}에 이미 요청하셨습니다. 다시 요청하실 필요가 없으며, 고객 지원 센터에서 확인하고 있습니다.",

  stopTitle: "먼저 고객 지원 센터로 연락해 주십시오",
  stopLead: "잘못된 곳으로 발송될 수 있으므로 재발송을 요청하지 않았습니다.",
  stopText:
    "사이트 번호 {number}와 잘못된 내용을 고객 지원 센터({care})로 알려 주십시오. 등록 내용이 정정된 후 다시 요청해 주시기 바랍니다.",
  stopForm: "등록 내용의 오류 알리기",
  stopBack: "등록 내용으로 돌아가기",

  askedTitle: "요청이 접수되었습니다",
  askedLead: "고객 지원 센터에서 사이트 {number}의 등록 내용을 확인한 후 새 임시 암호를 보내 드립니다.",
  askedWhen: "요청 일시",
  askedOld: "새 임시 암호가 발급되면 이전 임시 암호는 사용할 수 없습니다.",
  askedDownloads:
    "기다리시는 동안 구독과 기술지원(S&S)이 유효한 범위에서 다운로드만 이용하실 수 있으며, 그 밖의 기능은 아직 이용하실 수 없습니다.",
  toDownloads: "다운로드로 이동",
  toFirstAccess: "임시 암호 입력",
  mineTitle: "임시 암호 재발송 요청",
  mineEmpty: "요청하신 내역이 없습니다.",
  state: "상태",
  "state.requested": "고객 지원 센터에서 확인 중",
  "state.re-sent": "발송됨",
  "state.rejected": "거절됨",
  "state.withdrawn": "더 이상 필요 없음",
  askedAt: "요청 일시",
  endedAt: "답변 일시",

  siteNumber: "사이트 번호",
  company: "회사명",
  siteName: "사이트",
  address: "주소",
  department: "부서",
  contactName: "주요 사이트 연락처",
  contactEmail: "연락처 이메일 주소",
  phone: "전화번호",
  fax: "팩스 번호",
  notRegistered: "등록되지 않음",
  reason: "사유",

  resend: "새 임시 암호 발송",
  reject: "거절",
  channel: "발송 방법",
  channelLetter: "우편(등록된 주소)",
  channelFax: "팩스({fax})",
  channelMail: "이메일({email})",
  siteClaimed: "이 사이트는 이미 최초 접속이 완료되었습니다.",
  contactChanged: "요청하신 분이 더 이상 이 사이트의 등록된 연락처가 아닙니다.",

  resentTitle: "사이트 {number}의 임시 암호 재발급",
  resentLead:
    "임시 암호를 분실한 등록 연락처를 위한 화면입니다. 우편과 팩스는 여기에서 인쇄하여 직접 발송하며, 인쇄한 담당자는 사이트 이력에 남습니다.",
  resentList: "재발급 내역",
  resentNone: "재발급된 임시 암호가 없습니다.",
  "channel.letter": "우편",
  "channel.fax": "팩스",
  "channel.e-mail": "이메일",
  madeAt: "발급 일시",
  print: "인쇄",
  printOf: "{when} 발급분({channel}) 인쇄",
  resendTitle: "다시 발급",
  resendLead: "이전 임시 암호는 즉시 무효가 됩니다.",
  resendClosed: "최초 접속이 완료되어 임시 암호가 더 이상 필요하지 않습니다.",

  mailSalutation: "{name} 님께",
  mailRegards: "{vendor} 고객 지원 센터 드림",
  wayMailSubject: "[사이트 번호 {siteNumber}] 새 임시 암호를 발송했습니다",
  wayMailLetter:
    "등록 내용을 확인했습니다. 귀 사이트 ‘{siteName}’의 새 임시 암호를 등록된 주소로 우편 발송해 드립니다.",
  wayMailFax:
    "등록 내용을 확인했습니다. 귀 사이트 ‘{siteName}’의 새 임시 암호를 등록된 팩스 번호로 발송해 드립니다.",
  wayMailOld: "이전 임시 암호는 더 이상 사용할 수 없습니다.",
  noMailSubject: "[사이트 번호 {siteNumber}] 임시 암호를 발송할 수 없습니다",
  noMailText: "사이트 ‘{siteName}’의 임시 암호 재발송 요청을 확인했으나 발송해 드릴 수 없습니다.",
  noMailNext: "문의 사항이 있으시면 사이트 번호를 적어 고객 지원 센터({care})로 연락해 주십시오.",
};
