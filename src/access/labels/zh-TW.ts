import type { en } from "./en.ts";

export const zhTW: Readonly<Record<keyof typeof en, string>> = {
  "role.primary": "主要聯絡人",
  "role.secondary": "次要聯絡人",
  "role.user": "使用者",
  "privilege.softwareAndServices": "軟體與服務",
  "privilege.reporting": "報表與採購記錄",
  "privilege.entitlements": "授權項目",
  "privilege.entitlementAllocation": "授權分配",
  "privilege.manageAccess": "存取管理",
  "privilege.contactUpdate": "變更聯絡資訊",
  "privilege.accountDocuments": "權利證明等文件",
  "value.none": "無",
  "value.view": "檢視",
  "value.update": "更新",
  "value.download": "下載",
  "value.download_media": "下載與光碟訂購",
  "value.download_media_commerce": "下載、光碟訂購、型錄與續約",
};
