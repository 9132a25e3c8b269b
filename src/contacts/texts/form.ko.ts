import type { en } from "./form.en.ts";

export const ko: Readonly<Record<keyof typeof en, string>> = {
  heading: "등록 내용 변경 신청서(PA 프로그램)",
  to: "{vendor} 고객 지원 센터 귀중",
  date: "출력일",
  intro:
    "귀 사이트의 등록 내용은 아래와 같습니다. 잘못된 항목의 줄에만 올바른 내용을 적고 나머지는 비워 두십시오. 서명한 후 고객 지원 센터로 보내 주십시오.",
  sendFax: "팩스: {fax} / 이메일: {care}",
  sendMail: "이메일: {care}",
  right: "정정:",
  none: "등록되지 않음",
  company: "회사명",
  siteName: "사이트",
  siteNumber: "사이트 번호",
  agreementNumber: "계약 번호",
  customerNumber: "고객 번호 (ICN)",
  address: "주소",
  department: "부서",
  phone: "전화번호",
  fax: "팩스 번호",
  contact: "주요 사이트 연락처",
  contactEmail: "주요 사이트 연락처의 이메일 주소",
  language: "우편 및 메일 언어",
  signature: "성명, 날짜, 서명",
  check:
    "고객 지원 센터에서 등록 내용과 대조한 후 반영, 보완 요청 또는 거절 여부를 주요 사이트 연락처께 메일로 알려 드립니다. 연락처의 이메일 주소가 바뀌면 최초 접속을 할 수 있는 분도 달라집니다.",
  page: "{page} / {pages} 페이지",
};
