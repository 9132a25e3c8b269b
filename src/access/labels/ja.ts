import type { en } from "./en.ts";

export const ja: Readonly<Record<keyof typeof en, string>> = {
  "role.primary": "サイトご担当者（プライマリー・ユーザー）",
  "role.secondary": "セカンダリー・ユーザー",
  "role.user": "ユーザー",
  "privilege.softwareAndServices": "ソフトウェアとサービス",
  "privilege.reporting": "レポートとご注文履歴",
  "privilege.entitlements": "保有ライセンス",
  "privilege.entitlementAllocation": "保有ライセンスの割り当て",
  "privilege.manageAccess": "アクセス権の管理",
  "privilege.contactUpdate": "登録内容変更",
  "privilege.accountDocuments": "証書などの文書",
  "value.none": "なし",
  "value.view": "参照",
  "value.update": "更新",
  "value.download": "ダウンロード",
  "value.download_media": "ダウンロードとメディアの発注",
  "value.download_media_commerce": "ダウンロード、メディアの発注、カタログと更新",
};
