export const ko = {
  site: "사이트",
  accountNumber: "계정 번호(사이트 번호, 9자리)",
  role: "역할",
  name: "이름",
  email: "이메일(ID)",
  when: "시각",
  path: "등록 방법",

  welcomeSubject: "{site} 키센터에 오신 것을 환영합니다",
  welcomePrimary:
    "{site}의 주요 사이트 연락처이므로 키센터 관리자로 자동 등록되었습니다. 키센터에서 회사가 보유한 라이센스 키를 받고, 반환하고, 옮깁니다.",
  welcomeTechnical:
    "{site}의 사이트 기술 연락처이므로 키센터 사용자로 자동 등록되었습니다. 키센터에서 회사가 보유한 라이센스 키를 받고, 반환하고, 옮깁니다.",
  firstSteps: "처음에 할 일",
  stepSignIn: "ID {email}로 로그인하십시오.",
  stepRegister: "이메일 주소 {email}로 ID를 등록하십시오. 반드시 이 주소여야 합니다.",
  stepPasscode:
    "다음으로 따로 보내 드리는 임시 암호를 입력하여 사이트를 여십시오. 그 뒤에 키센터를 사용할 수 있습니다.",
  stepKeys: "“라이센스 키”를 열면 회사가 보유한 제품과 받을 수 있는 키의 수가 나옵니다.",
  stepHosts: "제품과 사용할 호스트를 선택하여 키를 받고, 파일을 그 호스트에 설치하십시오.",
  stepBackup: "자리를 비울 때에도 동료를 승인할 수 있도록 예비 관리자를 한 명 지정하십시오.",
  openKeyCenter: "키센터 열기",
  register: "ID 등록",
  forgotten:
    "비밀번호가 기억나지 않으면 로그인 화면에서 “비밀번호를 잊으셨습니까?”를 선택하십시오. 안내를 이메일로 보내 드립니다.",
  unexpected: "예상하지 못한 메일이라면 {care}(으)로 알려 주십시오.",

  addedSubject: "{site} 키센터에 추가되었습니다",
  addedText: "{by} 님이 {site} 키센터에 추가했습니다.",
  removedSubject: "{site} 키센터에서 제외되었습니다",
  removedText: "{by} 님이 {site} 키센터(계정 {number})에서 제외했습니다.",
  removedKeys: "받으신 키는 회사의 것이며 그대로 남습니다.",

  askedSubject: "{site} 키센터: {name} 님의 등록 요청",
  askedText: "{name} 님이 주문 번호 없이 {site} 키센터에 등록을 요청했습니다. 승인하거나 거부해 주십시오.",
  approve: "승인",
  deny: "거부",
  askedOnce:
    "링크를 열면 결정하는 페이지가 나옵니다. 여는 것만으로는 아무것도 결정되지 않습니다. 모르는 사람이면 거부하십시오. 관리자가 여러 명이면 먼저 결정한 사람의 결정이 유효합니다.",

  approvedSubject: "승인됨: {site} 키센터",
  approvedText: "등록이 승인되어 {site} 키센터를 사용할 수 있습니다.",
  signIn: "로그인하여 키 보기",
  deniedSubject: "거부됨: 키센터 계정 {number}",
  deniedText: "키센터 계정 {number} 등록이 거부되었습니다.",
  deniedHow: "주요 사이트 연락처와 상의하십시오. 사이트의 주문 번호가 있으면 승인 없이 등록할 수 있습니다.",

  cameSubject: "{site} 키센터: {name} 님이 새로 등록됨",
  cameText: "{name} 님이 {site} 키센터에 등록되었습니다.",
  seeMembers: "사용자 보기",
  cameWhy:
    "새 등록마다 알리도록 설정되어 있어 관리자에게 보내는 메일입니다. 사용자 페이지에서 끌 수 있습니다.",
};
