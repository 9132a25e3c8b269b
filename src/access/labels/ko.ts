import type { en } from "./en.ts";

export const ko: Readonly<Record<keyof typeof en, string>> = {
  "role.primary": "주요 사이트 연락처",
  "role.secondary": "부 주요 사이트 연락처",
  "role.user": "사용자",
  "privilege.softwareAndServices": "소프트웨어 및 서비스",
  "privilege.reporting": "보고서 및 주문 내역",
  "privilege.entitlements": "보유 라이센스",
  "privilege.entitlementAllocation": "보유 라이센스 할당",
  "privilege.manageAccess": "접근 관리",
  "privilege.contactUpdate": "사이트 연락처 변경",
  "privilege.accountDocuments": "인증서 등 문서",
  "value.none": "없음",
  "value.view": "조회",
  "value.update": "변경",
  "value.download": "다운로드",
  "value.download_media": "다운로드 및 미디어 신청",
  "value.download_media_commerce": "다운로드, 미디어 신청, 카탈로그 및 갱신",
};
