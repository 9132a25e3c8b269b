import type { en } from "./form.en.ts";

export const zhTW: Readonly<Record<keyof typeof en, string>> = {
  heading: "登錄內容變更申請表（PA 方案）",
  to: "{vendor} 客戶服務中心",
  date: "列印日期",
  intro: "下列為貴據點目前登錄的內容。請僅在有誤的項目欄內填寫正確資料，其餘留空；簽名後寄送至客戶服務中心。",
  sendFax: "傳真：{fax}　電子郵件：{care}",
  sendMail: "電子郵件：{care}",
  right: "更正：",
  none: "未登錄",
  company: "公司名稱",
  siteName: "據點",
  siteNumber: "網站編號（site number）",
  agreementNumber: "合約編號",
  customerNumber: "客戶編號（ICN）",
  address: "地址",
  department: "部門",
  phone: "電話",
  fax: "傳真",
  contact: "主要聯絡人",
  contactEmail: "主要聯絡人的電子郵件地址",
  language: "信函與郵件的語言",
  signature: "姓名、日期與簽名",
  check:
    "客戶服務中心將與登錄內容核對，並於變更完成、資料不全或無法受理時，以電子郵件通知主要聯絡人。聯絡人電子郵件地址的變更，將決定由誰進行首次使用。",
  page: "第 {page} 頁，共 {pages} 頁",
};
