import type { en } from "./en.ts";

export const ko: Readonly<Record<keyof typeof en, string>> = {
  "problem.license_signing_unavailable":
    "현재 라이센스 파일에 서명할 수 없습니다. 변경된 것은 없습니다. 포털 운영자가 서명 키를 확인해야 합니다.",
};
