import type { Texts } from "./mails.en.ts";

export const ko: Texts = {
  mailAskedSubject: "라이센스 이관 동의 요청: {from}에서 {to}(으)로",
  mailAskedSource:
    "귀 사이트의 키센터 관리자가 라이센스 항목을 다른 사이트로 이관하도록 요청했습니다. 주요 사이트 연락처로서 결정해 주십시오.",
  mailAskedTarget:
    "{site}({from})에서 귀 사이트로 라이센스 항목을 이관하도록 요청했습니다. 주요 사이트 연락처로서 결정해 주십시오. 모르는 요청이면 거절하십시오.",
  mailLine: "{product}: {quantity}개",
  mailOpen: "이관 열기",
  mailOpening: "페이지를 여는 것만으로는 아무것도 결정되지 않습니다.",
  "mailToldSubject.blocked": "먼저 키를 반환하십시오: {to}(으)로 이관",
  "mailToldSubject.ready": "모든 키가 반환되었습니다: {to}(으)로 이관",
  "mailToldSubject.transferred": "라이센스가 이관되었습니다: {from}에서 {to}(으)로",
  "mailToldSubject.cancelled": "이관이 취소되었습니다: {from}에서 {to}(으)로",
  "mailToldSubject.rejected": "이관이 거절되었습니다: {from}에서 {to}(으)로",
  "mailTold.blocked":
    "이관할 항목의 키가 사용 중입니다. 모두 반환하면 이관이 자동으로 계속됩니다. 반환할 수 없으면 이관 페이지에서 라이센스 지원팀에 요청하십시오.",
  "mailTold.ready":
    "이관할 항목에 사용 중인 키가 없습니다. 두 사이트의 주요 사이트 연락처가 동의하면 라이센스 지원팀이 이관을 실행합니다.",
  "mailTold.transferred": "항목과 적용 기간은 이제 사이트 {to}에 있습니다. 앞으로 키는 그곳에서 받습니다.",
  "mailTold.cancelled": "요청한 사이트가 요청을 취소했습니다. 아무것도 이관되지 않았습니다.",
  "mailTold.rejected":
    "이관이 거절되었습니다. 아무것도 이관되지 않았습니다. 어느 쪽이 거절했는지는 이관 페이지에 표시됩니다.",
};
