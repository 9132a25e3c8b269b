import type { en } from "./mails.en.ts";

export const ko: Readonly<Record<keyof typeof en, string>> = {
  reviewSubject: "사이트 {siteNumber} 접근 신청: {name} 님",
  reviewText:
    "{name} 님({email})이 사이트 {siteNumber}({siteName})에 대한 접근을 신청했습니다. 승인하거나 거부해 주십시오.",
  reminderSubject: "접근 신청이 대기 중입니다: 사이트 {siteNumber}",
  reminderText:
    "{name} 님({email})이 {day}부터 사이트 {siteNumber}({siteName})에 대한 접근 승인을 기다리고 있습니다. 승인하거나 거부해 주십시오.",
  privilegeSubject: "사이트 {siteNumber} 권한 신청: {name} 님",
  privilegeText:
    "{name} 님({email})이 사이트 {siteNumber}({siteName})의 권한을 신청했습니다. 승인하거나 거부해 주십시오.",
  decide: "신청 확인",
  who: "신청자",
  email: "이메일 (아이디)",
  company: "회사명",
  department: "부서명",
  phone: "전화번호",
  message: "메시지",
  siteNumber: "사이트 번호",
  site: "사이트",
  asked: "신청 내용",
  approvedSubject: "승인 안내: 사이트 {siteNumber} 접근",
  approvedText: "사이트 {siteNumber}에 대한 접근 신청이 승인되었습니다.",
  approvedPrivilegeText: "신청하신 권한이 사이트 {siteNumber}에서 부여되었습니다.",
  deniedSubject: "거부 안내: 사이트 {siteNumber} 접근",
  deniedText: "사이트 {siteNumber}에 대한 접근 신청이 거부되었습니다.",
  deniedNext: "사이트 연락처 담당자와 상의해 주십시오. 사유가 해소되면 다시 신청하실 수 있습니다.",
  expiredSubject: "만료 안내: 사이트 {siteNumber} 접근",
  expiredText:
    "90일 이내에 답변이 없어 사이트 {siteNumber}에 대한 접근 신청이 만료되었습니다. 다시 신청하실 수 있습니다.",
  reason: "사유",
  role: "역할",
  validThrough: "유효 기간",
  signIn: "로그인",
  replacedSubject: "사이트 {siteNumber}의 주요 사이트 연락처가 변경되었습니다",
  replacedUserText:
    "고객 지원 센터가 사이트 {siteNumber}({siteName})의 등록 정보를 확인했습니다. 이제 {name} 님이 주요 사이트 연락처입니다. 귀하는 사용자로 계속 이용하실 수 있습니다.",
  replacedNoneText:
    "고객 지원 센터가 사이트 {siteNumber}({siteName})의 등록 정보를 확인했습니다. 이제 {name} 님이 주요 사이트 연락처입니다. 귀하의 사이트 접근은 종료되었습니다.",
  replacedNext: "잘못된 내용이라면 고객 지원 센터({care})로 연락해 주십시오.",
};
