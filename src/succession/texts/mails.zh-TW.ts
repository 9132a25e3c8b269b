import type { en } from "./mails.en.ts";

export const zhTW: Readonly<Record<keyof typeof en, string>> = {
  greeting: "{name} 您好：",
  site: "網站編號",
  siteName: "據點",
  openPage: "開啟主要聯絡人頁面",
  regards: "如有疑問，請來信 {care}。{vendor} 客戶服務中心",

  offeredSubject: "【網站編號 {number}】請您接任主要聯絡人",
  offeredText:
    "{from} 請您接任此據點的主要聯絡人。接任後，您將擁有此據點的所有權限，負責核准或拒絕存取申請，並維護聯絡資訊。請於{day}前接受或婉拒。",

  declinedSubject: "【網站編號 {number}】對方婉拒接任",
  declinedText: "{name} 婉拒接任主要聯絡人。您仍是主要聯絡人。",
  withdrawnSubject: "【網站編號 {number}】移交提議已撤回",
  withdrawnText: "{name} 已撤回請您接任主要聯絡人的提議，您無須採取任何行動。",
  expiredSubject: "【網站編號 {number}】移交提議已失效",
  expiredText: "請 {name} 接任主要聯絡人的提議逾期未獲回覆。沒有任何變更。",

  changedSubject: "【網站編號 {number}】主要聯絡人已更換",
  changedNew: "您現在是此據點的主要聯絡人。存取申請會送交給您，聯絡資訊也請您維護。",
  changedOld: "{to} 現在是此據點的主要聯絡人。您今後的角色：{becomes}",
  changedOther: "{to} 現在是此據點的主要聯絡人。",
  changedRegister: "您尚未註冊 ID。請以收到本郵件的地址註冊，即可使用此據點：{url}",
  "becomes.secondary": "次要聯絡人",
  "becomes.user": "使用者",
  "becomes.none": "不再是成員",
  "becomes.removed": "不再是成員。若有錯誤，請立即通知客戶服務中心",

  addedSubject: "【網站編號 {number}】您已加入據點",
  addedText: "客戶服務中心已將您設為此據點的次要聯絡人。",

  warningSubject: "【網站編號 {number}】需要您注意",
  "warning.no-primary": "此據點沒有主要聯絡人。已通知客戶服務中心。",
  "warning.mail-bounces": "寄給主要聯絡人 {primary} 的郵件遭退回。請其修復信箱，或移交職務。",
  "warning.primary-unseen":
    "主要聯絡人 {primary} 已數月未使用此據點。若仍在職，登入一次即可；若已不負責此職務，請移交給他人。",
  "warning.no-second-administrator":
    "此據點除主要聯絡人外，無人可管理存取權。請設定一位次要聯絡人，以備主要聯絡人不在時之需。",

  askedSubject: "【網站編號 {number}】您是接任順序的第一位",
  askedText:
    "您是此據點接任順序的第一位，而主要聯絡人已無法聯絡。請在下列頁面申請接任，或告訴客戶服務中心發生了什麼情況。",

  announcedSubject: "【網站編號 {number}】有人申請接替主要聯絡人",
  announcedClaim:
    "因無法聯絡主要聯絡人，接任順序第一位的 {name} 已申請接任主要聯絡人。客戶服務中心正在查核。",
  announcedVerified: "客戶服務中心已收到並查核由 {name} 接替此據點主要聯絡人的申請，將由第二位承辦人決定。",
  announcedObject: "若您是主要聯絡人且仍在職，請登入並在下列頁面提出異議。",

  technicalSubject: "【網站編號 {number}】更換駐站技術聯絡人員",
  technicalText:
    "客戶服務中心已查核，貴公司指定 {name}（{email}、{phone}）為駐站技術聯絡人員。請在聯絡資訊頁面連同地址一併登錄。",

  objectedSubject: "【網站編號 {number}】主要聯絡人提出異議",
  objectedText: "主要聯絡人已提出異議，{name} 的申請已終止。請雙方自行溝通。",

  doneSubject: "{company} 的聯絡人變更申請已完成",
  doneText: "客戶服務中心已完成您申請的變更。",
  returnedSubject: "{company} 的聯絡人變更申請資料不全",
  returnedText: "因資料不全，客戶服務中心退回您的申請。請補齊後重新送出。",
  rejectedSubject: "{company} 的聯絡人變更申請未獲核准",
  rejectedText: "客戶服務中心無法辦理您的申請。",
  reason: "原因",
  again: "重新送出申請",
};
