import type { en } from "./en.ts";

export const zhTW: Readonly<Record<keyof typeof en, string>> = {
  mailSubject: "據點 {siteNumber} 的新授權檔：請安裝",
  mailText: "用來為貴公司主機授權檔簽章的金鑰可能已為他人所知，供應商已將其作廢。貴公司的金鑰與數量不變。",
  mailWhat:
    "授權檔帶有該簽章的每部主機都已有新檔案，備於金鑰中心。請以新檔案取代舊檔案；得知該金鑰作廢的程式會拒絕舊檔案。",
  mailOnline: "可連線至入口網站的程式可自行取得新檔案；沒有連線的主機則須由您安裝。",
  mailSite: "據點",
  mailOpen: "前往授權金鑰",
};
