import type { en } from "./en.ts";

export const ja: Readonly<Record<keyof typeof en, string>> = {
  "problem.page_not_found": "このアドレスのページは存在しないか、閲覧する権限がありません。",
  "problem.method_not_allowed": "このアドレスではその種類の要求を受け付けていません。",
  "problem.request_too_large": "要求のサイズが上限を超えています。",
  "problem.media_type_not_supported": "このアドレスではその形式の内容を受け付けていません。",
  "problem.range_not_satisfiable": "指定されたバイト範囲はファイルにありません。",
  "problem.too_many_requests": "要求が多すぎます。しばらく待ってからもう一度お試しください。",
  "problem.headers_too_large": "要求のヘッダーが大きすぎます。",
  "problem.unavailable":
    "ただいま応答できません。データは失われていません。少し待ってからもう一度お試しください。",
  "problem.storage_full":
    "ファイルの保存領域に空きがないため、何も保存されていません。ポータルの運用担当者が空きを確保する必要があります。",
  "problem.invalid_request": "入力内容に受け付けられないものがあります。理由は各項目に表示しています。",
  "problem.malformed_request": "要求を読み取れませんでした。",
  "problem.internal_error": "ポータル側で問題が発生しました。リクエスト番号とともに記録しています。",
  "problem.wrong_host": "このポータルは、そのホスト名ではご利用いただけません。",
  "problem.foreign_origin": "他の Web サイトのページから送信された要求のため、実行しませんでした。",
  "problem.idempotency_key_reused": "この Idempotency-Key は別の要求で使用済みです。",
  "problem.request_running": "同じ要求を処理中です。少し待ってから確認してください。",
  "problem.document_too_long": "文書が長すぎるため、印刷用に作成できません。内容は一覧でご確認いただけます。",
  "problem.clock_never_goes_back": "デモの時計は進めることしかできません。",
  "problem.sheet_too_long":
    "一覧が {most} 行を超えており、この形式のシートには収まりません。条件で絞り込むか、より多くの行を書き出せる CSV をご利用ください。",
};
