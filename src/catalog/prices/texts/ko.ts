import type { Texts } from "./en.ts";

export const ko: Texts = {
  title: "가격 점검",
  lead: "가격이나 갱신 부품이 등록되지 않아 고객이 현재 온라인으로 주문할 수 없는 항목입니다.",
  search: "검색",
  what: "누락된 항목",
  all: "전체",
  "what.price": "가격",
  "what.renewal-part": "갱신 부품",
  product: "제품",
  code: "제품 코드",
  part: "부품 번호",
  kind: "종류",
  "kind.license": "라이센스",
  "kind.renewal": "갱신",
  currency: "통화",
  level: "가격 레벨",
  programs: "프로그램",
  sites: "해당 사이트 수",
  none: "누락된 항목이 없습니다",
  noneText:
    "사이트가 사용하는 모든 통화와 가격 레벨에 대해 부품 가격이 있으며, 보유 중인 모든 제품에 갱신 부품이 있습니다.",
  noneFound: "검색 결과가 없습니다",
  noneFoundText: "부품 번호나 제품 이름의 일부로 검색하십시오.",
  showAll: "전체 보기",
  note: "자체 가격이 없는 복권 부품은 라이센스 가격의 {percent}%로 계산되므로 목록에 표시되지 않습니다. 누락된 항목은 데이터 피드로 보내십시오.",
};
