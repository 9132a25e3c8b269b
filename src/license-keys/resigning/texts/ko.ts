import type { en } from "./en.ts";

export const ko: Readonly<Record<keyof typeof en, string>> = {
  mailSubject: "사이트 {siteNumber}의 새 라이센스 파일: 설치해 주십시오",
  mailText:
    "고객님 호스트의 라이센스 파일에 서명하던 키가 다른 사람에게 알려졌을 수 있어 공급업체가 해당 키를 폐기했습니다. 고객님의 키와 수량은 그대로입니다.",
  mailWhat:
    "해당하는 각 호스트의 새 파일이 키센터에 준비되어 있습니다. 기존 파일을 새 파일로 바꾸십시오. 폐기 사실을 알게 된 프로그램은 이전 파일을 거부합니다.",
  mailOnline:
    "포털에 연결된 프로그램은 새 파일을 스스로 받을 수 있습니다. 연결이 없는 호스트는 직접 설치해야 합니다.",
  mailSite: "사이트",
  mailOpen: "라이센스 키로 이동",
};
