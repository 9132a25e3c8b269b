import type { en } from "./mails.en.ts";

export const zhTW: Readonly<Record<keyof typeof en, string>> = {
  salutation: "{name} 您好：",
  customerNumber: "客戶編號（ICN）",
  anniversary: "週年日（月.日）",
  anniversaryOpen: "於首次訂購時確定",
  contactName: "主要聯絡人",
  siteNumber: "網站編號（site number）",
  siteName: "據點",
  agreementNumber: "合約編號",
  contactEmail: "聯絡人電子郵件地址",
  id: "您的 ID",
  help: "如有疑問，請來信客戶服務中心（{care}）並註明網站編號。",
  regards: "{vendor} 客戶服務中心 敬上",

  guideSubject: "【網站編號 {siteNumber}】入口網站登入說明",
  guideIntro:
    "貴公司的據點「{siteName}」已完成登錄。您可在入口網站查看貴公司擁有的軟體並進行下載。首次使用的步驟如下：",
  guideStepId: "請至 {url} 以電子郵件地址 {email} 註冊 ID。若此地址已註冊為 ID，可直接使用。",
  guideStepConfirm: "請點選我們寄給您的郵件中的連結，確認電子郵件地址。",
  guideStepSignIn: "請至 {url} 登入。",
  guideStepPasscode: "請輸入通知函或登錄完成郵件所載的暫時的密碼。僅主要聯絡人於首次使用時需要輸入一次。",
  guideStepCare:
    "貴據點不會核發暫時的密碼。請來信客戶服務中心（{care}）並註明網站編號，我們將於核對登錄內容後為您開通。",
  guideAfter:
    "此後僅需 ID 與密碼即可登入。主要聯絡人必須是第一位使用的人，在此之前貴公司其他人員無法取得存取權限。",
  openPortal: "開啟入口網站",

  welcomeSubject: "【網站編號 {siteNumber}】登錄完成：請進入入口網站",
  welcomeIntro:
    "{company}的登錄作業已經完成，並由您擔任主要聯絡人。貴公司由哪些人員使用入口網站，由您決定；各項通知與申請亦將寄送給您。敬請完成下列三個步驟。",
  step1: "步驟一：首次登入",
  step1Text: "請開啟下列連結，以您的 ID 登入，並輸入暫時的密碼。暫時的密碼僅於首次使用時需要。",
  passcode: "暫時的密碼",
  passcodeThrough:
    "有效期限至{day}，限用一次。英文字母 O 視同數字 0，I 與 L 視同數字 1；不分大小寫，可省略連字號。",
  firstAccess: "首次登入",
  step1Id:
    "若 {email} 尚未註冊為 ID，請先至 {url} 以完全相同的地址註冊並完成確認，再回到上列連結。一組 ID 即可使用本公司所有工具。",
  step2: "步驟二：核對聯絡資訊",
  step2Text: "請於「變更聯絡資訊」指定各類文件的收件人。未指定收件人的文件，將寄給主要聯絡人，也就是您。",
  rolePoe: "權利證明（POE）聯絡人：每筆訂單的權利證明",
  roleMedia: "軟體光碟寄送聯絡人：軟體光碟",
  roleRenewal: "續約聯絡人：續約報價單",
  roleBilling: "帳單聯絡人：發票",
  roleTechnical: "駐站技術聯絡人員：客戶編號及技術支援相關通知",
  step2Note: "被指定為聯絡人並不代表擁有入口網站的存取權限。存取權限須於步驟三另行授予。",
  step3: "步驟三：新增次要聯絡人與使用者",
  step3Text:
    "您可在「存取管理」的「新增使用者」中，新增最多四位次要聯絡人（建議新增），以及不限人數的使用者，並為每個人設定可使用的功能。",
  step3Note:
    "次要聯絡人亦可新增其他人員，使用者則不可。次要聯絡人若要變更聯絡資訊，還須具備「變更聯絡資訊」的「更新」權限。",
  afterwards: "完成首次登入之後",
  afterwardsText: "此後僅需 ID 與密碼即可登入。請優先處理兩件事：核准或拒絕存取申請，以及更新聯絡資訊。",

  reissueSubject: "【網站編號 {siteNumber}】重新核發暫時的密碼",
  reissueText: "經核對登錄內容，茲為貴據點「{siteName}」核發新的暫時的密碼。先前的密碼已失效。",

  exhaustedSubject: "【網站編號 {siteNumber}】暫時的密碼已無法使用",
  exhaustedText:
    "有人為貴公司的據點「{siteName}」輸入了 {tries} 次錯誤的暫時的密碼。為保護貴據點，此暫時的密碼已無法使用。您的 ID 與密碼不受影響。",
  exhaustedNext:
    "若是您本人輸入，請來信客戶服務中心（{care}）並註明網站編號，我們將重新核發。若非您本人，也請通知我們。",
};
