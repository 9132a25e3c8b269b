import type { Texts } from "./mails.en.ts";

export const zhTW: Texts = {
  mailAskedSubject: "請同意授權移轉：{from} 至 {to}",
  mailAskedSource: "貴據點的金鑰中心管理員申請將授權項目移至另一據點。請您以主要聯絡人身分決定。",
  mailAskedTarget: "{site}（{from}）申請將授權項目移至貴據點。請您以主要聯絡人身分決定；若不知情，請拒絕。",
  mailLine: "{product}：{quantity}",
  mailOpen: "開啟移轉",
  mailOpening: "開啟頁面並不代表同意。",
  "mailToldSubject.blocked": "請先退回金鑰：移轉至 {to}",
  "mailToldSubject.ready": "金鑰已全部退回：移轉至 {to}",
  "mailToldSubject.transferred": "授權已移轉：{from} 至 {to}",
  "mailToldSubject.cancelled": "移轉已取消：{from} 至 {to}",
  "mailToldSubject.rejected": "移轉被拒絕：{from} 至 {to}",
  "mailTold.blocked":
    "移轉項目的金鑰仍在使用中。全部退回後移轉會自動繼續；若無法退回，請在移轉頁面請授權支援處理。",
  "mailTold.ready": "移轉項目已無使用中的金鑰。兩個據點的主要聯絡人同意後，由授權支援執行移轉。",
  "mailTold.transferred": "項目及其涵蓋期間現已在據點 {to}，今後在該處取得金鑰。",
  "mailTold.cancelled": "申請的據點已撤回申請，沒有任何項目移轉。",
  "mailTold.rejected": "移轉被拒絕，沒有任何項目移轉。移轉頁面會顯示由哪一方拒絕。",
};
