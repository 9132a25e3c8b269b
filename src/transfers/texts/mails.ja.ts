import type { Texts } from "./mails.en.ts";

export const ja: Texts = {
  mailAskedSubject: "ライセンス移管への同意のお願い: {from} から {to} へ",
  mailAskedSource:
    "貴サイトのキーセンター管理者が、ライセンス明細を別のサイトへ移管する申請をしました。サイトご担当者としてご判断ください。",
  mailAskedTarget:
    "{site}（{from}）が、貴サイトへのライセンス明細の移管を申請しました。サイトご担当者としてご判断ください。お心当たりがない場合は拒否してください。",
  mailLine: "{product}: {quantity}",
  mailOpen: "移管を開く",
  mailOpening: "ページを開いただけでは何も決定されません。",
  "mailToldSubject.blocked": "先にキーを返却してください: {to} への移管",
  "mailToldSubject.ready": "キーがすべて返却されました: {to} への移管",
  "mailToldSubject.transferred": "ライセンスを移管しました: {from} から {to} へ",
  "mailToldSubject.cancelled": "移管が取り消されました: {from} から {to} へ",
  "mailToldSubject.rejected": "移管が拒否されました: {from} から {to} へ",
  "mailTold.blocked":
    "移管する明細のキーが使用中です。すべて返却されると移管は自動的に進みます。返却できない場合は、移管のページからライセンス・サポートに依頼してください。",
  "mailTold.ready":
    "移管する明細に使用中のキーはありません。両サイトのサイトご担当者の同意後、ライセンス・サポートが移管を実行します。",
  "mailTold.transferred": "明細と対象期間は、サイト {to} に移りました。今後、キーはそこで取得します。",
  "mailTold.cancelled": "申請したサイトが申請を取り消しました。何も移管されていません。",
  "mailTold.rejected":
    "移管は拒否されました。何も移管されていません。どちら側によるかは移管のページに表示されます。",
};
