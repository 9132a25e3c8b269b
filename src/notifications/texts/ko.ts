import type { en } from "./en.ts";

export const ko: Readonly<Record<keyof typeof en, string>> = {
  mailbox: "데모 메일함",
  mailboxLead:
    "이 데모가 보낸 것으로 간주되는 메일입니다. 누구나 볼 수 있으며 실제 포털에는 이 페이지가 없습니다.",
  searchTo: "받는 사람",
  subject: "제목",
  to: "받는 사람",
  sentAt: "보낸 시각",
  none: "아직 메일이 없습니다",
  noneText: "메일은 관련 작업 직후 나타납니다. 페이지를 새로 고치십시오.",
  links: "이 메일의 링크",
  asText: "텍스트로 보기",
  asHtml: "HTML로 보기",
  signIn: "로그인",
};
