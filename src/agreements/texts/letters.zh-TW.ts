import type { en } from "./letters.en.ts";

export const zhTW: Readonly<Record<keyof typeof en, string>> = {
  date: "發文日期",
  contractNotice: "合約內容與入口網站使用通知",
  registrationNotice: "登錄內容與入口網站使用通知",
  passcodeReissue: "重新核發暫時的密碼通知",
  addressee: "{name} 君 收",
  salutation: "{name} 您好：",
  introPA:
    "感謝您選用本公司的軟體。貴公司的據點已依合約（方案 PA）完成登錄，並由您擔任主要聯絡人。請核對下列登錄內容。",
  introPAE: "感謝您的訂購。貴公司的據點（方案 PAE）已完成登錄，並由您擔任主要聯絡人。請核對下列登錄內容。",
  introFCT:
    "貴公司於合約以外持有之軟體，其據點（方案 FCT）已完成登錄，並由您擔任主要聯絡人。請核對下列登錄內容。",
  introReissue: "您申請重新核發暫時的密碼。經核對登錄內容，茲核發下列新的暫時的密碼；先前的密碼已失效。",
  accessReissue:
    "請至 {url}，以與下列完全相同的電子郵件地址作為 ID 登入，並於「首次使用」畫面輸入下列暫時的密碼一次。",
  accessWithPasscode:
    "主要聯絡人必須是第一位使用入口網站的人。若您尚無 ID，請至 {url} 以與下列完全相同的電子郵件地址註冊 ID；登入後，再輸入下列暫時的密碼。暫時的密碼僅於首次使用時輸入一次。在此之前，貴公司其他人員無法取得存取權限。",
  accessLegacy:
    "2003 年 5 月（含）以前簽訂的合約不核發暫時的密碼。請來信客戶服務中心（{care}）並註明網站編號（site number），我們將於核對登錄內容後為您開通。",
  accessFctBefore:
    "2006 年 5 月 7 日（含）以前登錄的據點不核發暫時的密碼。請來信客戶服務中心（{care}）並註明網站編號（site number），我們將於核對登錄內容後為您開通。",
  accessNoEmail:
    "由於尚未登錄聯絡人的電子郵件地址，因此未核發暫時的密碼。請將電子郵件地址連同網站編號（site number）告知客戶服務中心（{care}）。",
  company: "公司名稱",
  site: "據點",
  address: "地址",
  department: "部門",
  contact: "主要聯絡人",
  contactEmail: "電子郵件地址",
  program: "方案",
  agreementNumber: "合約編號",
  siteNumber: "網站編號（site number）",
  customerNumber: "客戶編號（ICN）",
  notOnRecord: "未登錄",
  passcode: "暫時的密碼",
  passcodeNote:
    "有效期限至{day}，限用一次。不分大小寫，可省略連字號。英文字母 O 視同數字 0，I 與 L 視同數字 1。",
  wrongData: "登錄內容如有錯誤，請於繼續之前通知客戶服務中心（{care}）。",
  neverAsked: "本公司絕不會以電話或電子郵件向您詢問暫時的密碼。請妥善保管本函。",
  regards: "敬祝　商祺\n{vendor} 客戶服務中心 敬上",
  page: "第 {page} 頁，共 {pages} 頁",
};
