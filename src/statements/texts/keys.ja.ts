import type { keysEn } from "./keys.en.ts";

export const keysJa: Readonly<Record<keyof typeof keysEn, string>> = {
  "event.transfer.requested": "サイト {targetNumber} への {lineCount} 明細の移管を申請しました。",
  "event.transfer.offered": "サイト {otherNumber} が、このサイトへのライセンス明細の移管を申請しました。",
  "event.transfer.consented": "サイトご担当者が、サイト {otherNumber} との移管に同意しました。",
  "event.transfer.declined": "サイトご担当者が、サイト {otherNumber} との移管を拒否しました。",
  "event.transfer.cancelled": "サイト {otherNumber} への移管を取り消しました。",
  "event.transfer.support-asked":
    "サイト {otherNumber} への移管のキーを返却できないため、ライセンス・サポートに依頼しました。",
  "event.transfer.blocked": "サイト {otherNumber} への移管は、明細のキーが使用中のため保留されています。",
  "event.transfer.unblocked": "サイト {otherNumber} への移管のキーがすべて返却されました。",
  "event.transfer.normalised":
    "ライセンス・サポートが、移管のためキー {keyCount} 件を記録上終了しました（チケット {ticket}）。",
  "event.transfer.executed":
    "ライセンス・サポートが、サイト {otherNumber} との移管を実行しました（チケット {ticket}）。",
  "event.transfer.rejected":
    "ライセンス・サポートが、サイト {otherNumber} との移管を拒否しました（チケット {ticket}）。",
  "event.clock.stepped":
    "シートの貸出中にサーバーの時計が変更されました（{seconds} 秒）。これにより失われた、または延びたシートはありません。",
  "event.license-key.issued": "{host}用に{product}のキーを{quantity}件発行しました。",
  "event.key-member.welcomed": "{email} さんにキーセンターのご案内を送りました（{because}）。",
  "event.key-member.joined": "{email} さんがサイトの注文番号でキーセンターに登録しました。",
  "event.key-member.added": "{email} さんがキーセンターに追加されました（{role}）。",
  "event.key-member.changed": "{email} さんのキーセンターでの役割が {role} になりました。",
  "event.key-member.removed": "{email} さんのキーセンターの登録が解除されました。",
  "event.key-member.departed": "{email} さんがキーセンターから抜けました。",
  "event.key-notices.switched-on": "キーセンターの登録があるたびに管理者へメールで知らせる設定にしました。",
  "event.key-notices.switched-off": "キーセンターの登録を管理者へメールで知らせない設定にしました。",
  "event.key-registration.made": "{email} さんがサイト {siteNumber} のキーセンターへの登録を申請しました。",
  "event.key-registration.refused":
    "{email} さんがキーセンターへの登録を試みましたが、番号が正しくありませんでした（サイト {siteNumber}）。",
  "event.key-registration.withdrawn":
    "{email} さんがサイト {siteNumber} のキーセンターへの登録申請を取り下げました。",
  "event.key-registration.approved": "{email} さんのキーセンターへの登録申請が承認されました。",
  "event.key-registration.denied": "{email} さんのキーセンターへの登録申請が却下されました。",
  "event.key-registration.expired":
    "サイト {siteNumber} のキーセンターへの登録申請が期限切れになりました（30日以内に回答がありませんでした）。",
  "role.administrator": "キーセンター管理者",
  "because.primary": "サイトご担当者",
  "because.technical": "サイト技術担当者",
  "event.license-key.returned": "{host}の{product}のキーを{quantity}件返却しました。",
  "event.license-key.renewed":
    "{host}の{product}のキーを更新しました。{coveredThrough}までにリリースされたものを使用できます。",
  "event.license-key.upgraded":
    "{host}の{product}のキーを更新しました。バージョン{version}まで使用できます。",
  "event.license-key.shown": "{product}のオンライン・キーを表示しました。",
  "event.license-key.withdrawn":
    "ベンダーが注文明細を取り消したため、{product}のキー{quantity}件を取り下げました。",
  "event.license-file.renewed": "{host}のライセンス・ファイルを{sequence}番として作り直しました。",
  "event.host.renamed": "ホスト{formerHost}の名前を{host}に変更しました。",
  "host.online": "オンライン利用",
  "event.license-key.moved": "{product} のキー {quantity} 個を {from} から {host} へ移動しました。",
  "event.license-key.move-undone": "{product} のキー {quantity} 個の {host} への移動を取り消しました。",
  "event.license-file.resigned":
    "{host} のライセンス・ファイルが署名し直されました（通番 {sequence}）。以前の署名鍵は失効しています。新しいファイルをインストールしてください。",
  "event.license-key.revoked":
    "{product} のキー {quantity} 個がベンダーにより失効されました：{reason}（チケット {ticket}）。",
  "event.license-key.rescued":
    "{deadHost}の故障により、{host}用に72時間の緊急キーを取得しました（{product}、{quantity}件）。理由：{reason}",
  "event.rescue.made-good":
    "{deadHost}は復旧しないため、キーを返却し、正式に{host}に移しました（{product}）。",
  "event.rescue.ended": "{deadHost}が復旧し、{host}の緊急キーは終了しました（{product}）。",
  "event.rescue.expired": "{host}の緊急キーは72時間で期限切れになりました（{product}）。",
  "event.rescue.asked": "{host}の緊急キーについて、{deadHost}のその後の状況をお尋ねしました。",
  "event.air-gap.answered":
    "ネットワークのないマシンの要求に応答しました：{host}用に{product}のキーを{quantity}件。",
  "event.air-gap.bundled": "{host}用のオフライン・バンドルを取得しました：{product} {version}。",
  "event.license-key.issued-on-behalf":
    "ライセンス・サポートがサイトに代わり、{host}用に{product}のキーを{quantity}件発行しました（チケット {ticket}）。",
  "event.license-key.returned-on-behalf":
    "ライセンス・サポートがサイトに代わり、{host}から{product}のキーを{quantity}件返却しました（チケット {ticket}）。",
  "event.key-scheme.changed": "{product}のキーの方式を変更しました。",
  "event.license-file.mailed":
    "{host} のライセンス・ファイル（{sequence} 番）を {email} にメールで送りました。",
  "event.signing-key.made": "署名鍵 {signingKey} を作成しました（{state}）。",
  "event.signing-key.rotated": "署名鍵 {signingKey} は署名を終え、次の鍵が引き継ぎました：{reason}",
  "event.signing-key.compromised": "署名鍵 {signingKey} を漏えいした鍵として失効させました：{reason}",
  "event.signing-key.abandoned":
    "署名鍵 {signingKey} のファイルが失われたため、次の鍵が引き継ぎました：{reason}",
  "event.signing-key-change.asked": "署名鍵 {signingKey} の変更（{deed}）が依頼されました：{reason}",
  "event.signing-key-change.withdrawn": "署名鍵 {signingKey} の変更（{deed}）が取り下げられました。",
  "event.key-revocation.asked": "{keys} 個のキーの失効が依頼されました：{reason}（チケット {ticket}）。",
  "event.key-revocation.confirmed": "{keys} 個のキーの失効が確認されました：{reason}（チケット {ticket}）。",
  "event.key-revocation.withdrawn": "依頼されていたキーの失効が取り下げられました。",
  "looked.keys": "ライセンス・キー",
  "event.license-keys.imported":
    "キーの一覧を適用しました：取得 {got} 行、返却 {returned} 行、移動 {moved} 行。{hosts} 台のホストに新しいファイルができました。",
  "event.license-seat.borrowed": "{product}のシートがマシン{machine}に{until}まで持ち出されました。",
  "event.license-seat.returned": "マシン{machine}が、持ち出した{product}のシートを返却しました。",
  "event.license-seat.freed":
    "マシン{machine}が使用していた{product}のシートが、メンバーにより解放されました。",
  "event.license-seat.copy-suspected":
    "複製の疑い：マシン{machine}に貸し出された{product}のシートを、別のプログラムまたはマシン({other})が使用しました。",
  "event.license-machine.activated": "{product}がマシン{machine}でアクティベーションされました。",
  "event.license-machine.deactivated": "マシン{machine}での{product}のアクティベーションが解除されました。",
  "event.license-file.refreshed":
    "プログラムが{host}の最新のライセンス・ファイル(第{sequence}版)を取得しました。",
};
