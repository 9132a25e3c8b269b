import type { en } from "./en.ts";

export const zhTW: Readonly<Record<keyof typeof en, string>> = {
  "problem.page_not_found": "找不到此網址的頁面，或您無權檢視。",
  "problem.method_not_allowed": "此網址不接受該類型的要求。",
  "problem.request_too_large": "要求的大小超過上限。",
  "problem.media_type_not_supported": "此網址不接受該格式的內容。",
  "problem.range_not_satisfiable": "檔案中沒有所要求的位元組範圍。",
  "problem.too_many_requests": "要求次數過多，請稍候再試。",
  "problem.headers_too_large": "要求的標頭過大。",
  "problem.unavailable": "目前無法回應。資料並未遺失，請稍候再試。",
  "problem.storage_full": "檔案儲存空間已滿，因此未儲存任何內容，須由入口網站的營運人員騰出空間。",
  "problem.invalid_request": "部分輸入內容無法接受，原因顯示於各欄位。",
  "problem.malformed_request": "無法讀取此要求。",
  "problem.internal_error": "系統發生問題，我們已依要求編號記錄。",
  "problem.wrong_host": "此入口網站無法以該主機名稱使用。",
  "problem.foreign_origin": "此要求來自其他網站的頁面，因此並未執行。",
  "problem.idempotency_key_reused": "此 Idempotency-Key 已用於其他要求。",
  "problem.request_running": "相同的要求仍在處理中，請稍候再查詢。",
  "problem.document_too_long": "文件過長，無法製成可列印的版本。其內容可於清單中查閱。",
  "problem.clock_never_goes_back": "示範時鐘只能往前調整。",
  "problem.sheet_too_long":
    "清單超過 {most} 列，超出此格式工作表的上限。請以條件縮小範圍，或改用可容納更多列的 CSV。",
};
