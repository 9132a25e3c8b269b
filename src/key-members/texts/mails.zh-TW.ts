export const zhTW = {
  site: "據點",
  accountNumber: "帳號編號（據點編號，九位數）",
  role: "角色",
  name: "姓名",
  email: "電子郵件（ID）",
  when: "時間",
  path: "加入方式",

  welcomeSubject: "歡迎使用 {site} 的金鑰中心",
  welcomePrimary:
    "您是 {site} 的主要聯絡人，因此自動成為其金鑰中心管理員。貴公司在金鑰中心取得、退回及移動所擁有的授權金鑰。",
  welcomeTechnical:
    "您是 {site} 的駐站技術聯絡人員，因此自動成為其金鑰中心的使用者。貴公司在金鑰中心取得、退回及移動所擁有的授權金鑰。",
  firstSteps: "開始使用",
  stepSignIn: "以您的 ID {email} 登入。",
  stepRegister: "以 {email} 註冊 ID，必須使用此電子郵件地址。",
  stepPasscode: "接著輸入另行寄送的暫時的密碼以開啟據點。之後即可使用金鑰中心。",
  stepKeys: "開啟「授權金鑰」，可看到貴公司擁有的產品及可取得的金鑰數量。",
  stepHosts: "選擇產品及執行該產品的主機，取得金鑰，並將檔案安裝於該主機。",
  stepBackup: "請指定一位備用管理員，讓您不在時也有人能核准同事加入。",
  openKeyCenter: "開啟金鑰中心",
  register: "註冊 ID",
  forgotten: "若忘記密碼，請在登入畫面選擇「忘記密碼？」，我們會以電子郵件寄送說明。",
  unexpected: "若您未預期收到此郵件，請來信 {care}。",

  addedSubject: "您已加入 {site} 的金鑰中心",
  addedText: "{by} 將您加入 {site} 的金鑰中心。",
  removedSubject: "您已不在 {site} 的金鑰中心",
  removedText: "{by} 已將您從 {site} 的金鑰中心（帳號 {number}）移除。",
  removedKeys: "您取得的金鑰屬於貴公司，維持不變。",

  askedSubject: "{site} 的金鑰中心：{name} 申請加入",
  askedText: "{name} 未填訂單編號，申請加入 {site} 的金鑰中心。請您核准或拒絕。",
  approve: "核准",
  deny: "拒絕",
  askedOnce:
    "連結會開啟供您決定的頁面；僅開啟連結不會作出任何決定。若不認識此人，請拒絕。若有多位管理員，以最先決定者為準。",

  approvedSubject: "已核准：{site} 的金鑰中心",
  approvedText: "您的申請已核准，您現在是 {site} 金鑰中心的成員。",
  signIn: "登入並查看金鑰",
  deniedSubject: "已拒絕：金鑰中心帳號 {number}",
  deniedText: "您對金鑰中心帳號 {number} 的申請已被拒絕。",
  deniedHow: "請洽詢據點的主要聯絡人。若有該據點的訂單編號，則不需核准即可加入。",

  cameSubject: "{site} 的金鑰中心：{name} 為新成員",
  cameText: "{name} 已成為 {site} 金鑰中心的成員。",
  seeMembers: "查看成員",
  cameWhy: "管理員選擇在每次有新成員時收到通知，因此寄送此郵件。可在成員頁面關閉。",
};
