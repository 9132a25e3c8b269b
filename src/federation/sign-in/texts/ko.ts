import type { en } from "./en.ts";

export const ko: Record<keyof typeof en, string> = {
  title: "회사 인증으로 로그인",
  lead: "회사에서 설정해 두었다면 회사 계정으로 로그인할 수 있습니다.",
  email: "회사 이메일 주소",
  goOn: "계속",
  none: "{domain}에는 회사 인증 로그인이 설정되어 있지 않습니다. 아이디와 비밀번호로 로그인하십시오.",
  toSignIn: "비밀번호 또는 패스키로 로그인",
  found: "{domain}의 로그인 주소는 {host}입니다.",
  foundHint: "회사 비밀번호는 그곳에서만 입력하십시오.",
  toCompany: "{host}에서 로그인",
  malformed: "이메일 주소의 형식이 올바르지 않습니다.",
  linkTitle: "회사 계정 연결",
  linkText:
    "{host}에서 {email}(으)로 인증되었으며, 이 주소는 이미 이 포털의 아이디입니다. 연결하면 앞으로 회사 인증으로 로그인할 수 있습니다. 비밀번호와 패스키는 그대로 쓸 수 있습니다.",
  link: "연결",
  linkNo: "나중에",
  linkedSubject: "아이디가 회사 계정과 연결되었습니다",
  linkedText: "이제 회사 인증({host})으로 로그인할 수 있습니다.",
  linkedUnexpected: "본인이 한 일이 아니라면 즉시 {care}(으)로 연락하십시오.",
  "problem.company_sign_in_ended":
    "이 로그인은 끝났거나 다른 브라우저에서 시작되었습니다. 다시 시작하십시오.",
  "problem.company_sign_in_failed":
    "회사 인증의 응답을 받아들일 수 없습니다. 다시 시도하고, 계속되면 회사의 관리자에게 알리십시오.",
  "problem.company_sign_in_off": "회사 인증 로그인이 꺼져 있습니다. 비밀번호 또는 패스키로 로그인하십시오.",
  "problem.company_address_refused": "회사 인증에서 확인된 {domain} 이메일 주소를 받지 못했습니다.",
  "problem.company_unreachable":
    "회사 인증이 응답하지 않습니다. 잠시 후 다시 시도하거나 비밀번호 또는 패스키로 로그인하십시오.",
  "problem.company_link_by_own_sign_in": "먼저 비밀번호 또는 패스키로 로그인한 뒤 계정을 연결하십시오.",
  "problem.company_link_other_id": "이 계정은 {email}의 것입니다. 그 아이디로 로그인하여 연결하십시오.",
  "problem.company_identity_taken": "이 계정은 이미 아이디와 연결되어 있습니다.",
  "problem.staff_sign_in_here": "공급사 직원은 패스키 또는 2단계 인증으로 로그인합니다.",
};
