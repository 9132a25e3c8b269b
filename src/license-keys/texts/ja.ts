import type { Texts } from "./en.ts";

export const ja: Texts = {
  "problem.quantity_exceeds_available":
    "取得できるキーの数を超えています。{product}（注文 {order}、明細 {line}）は {quantity} 件のうち {issued} 件が使用中で、取得できるのは {available} 件です（ご指定は {asked} 件）。不要になったキーを返却するか、追加でご購入ください（BR-100）。",
  "problem.line_in_excess":
    "{product}（注文 {order}、明細 {line}）は、キーが {issued} 件使用中のまま {quantity} 件に減らされました。先に {excess} 件を返却してください。それまで新しいキーは取得できません（BR-100）。",
  "problem.no_keys_for_product":
    "{product}には取得するキーがありません。{scheme, select, none {キーなしでご利用いただく製品です。} other {アクティベーション・キットでご利用いただく製品です。}}",
  "problem.delivery_not_offered":
    "{product}では、この受け取り方法は提供されていません。提供されている方法からお選びください。",
  "problem.lock_not_offered":
    "{product}では、この種類のキーは提供されていません。提供されている種類からお選びください。",
  "problem.host_kind_not_offered":
    "{product}のキーは、この種類のホストには割り当てられません。提供されている種類からお選びください。",
  "problem.version_not_covered":
    "{product}のバージョン {version} は、明細の対象期間中に提供されていませんでした。お持ちのライセンスで使用できる最新のバージョンは {newest} です。",
  "problem.key_opens_nothing":
    "この明細のキーで使用できるものがありません。対象期間中に提供された{product}のバージョンがありません。",
  "problem.license_key_not_found": "このサイトにそのキーはありません。",
  "problem.license_key_over":
    "このキーは有効ではなくなりました（{state, select, returned {返却済み} superseded {新しいキーに置き換え済み} revoked {ベンダーにより失効} withdrawn {注文とともに取り下げ} other {終了}}）。",
  "problem.quantity_exceeds_key": "このキーは {quantity} 件です。{asked} 件は返却できません。",
  "problem.whole_key_only":
    "{delivery, select, online {オンライン・キー} other {緊急用キー}}は全数での返却になります。返却後、必要な数のキーを取得してください。",
  "problem.no_renewal_keys":
    "{product}には更新キーがありません。対象期間は延長されており、現在のキーはそのままお使いいただけます（BR-105）。",
  "problem.renewal_not_matching":
    "この明細の期間は、ライセンスに対応しない部品で延長されています。更新キーには、同じ製品・同じプログラムの更新が必要です（BR-106）。ベンダーにお問い合わせください。",
  "problem.nothing_to_renew": "このキーより新しいものはありません。明細の対象範囲はすべて使用できます。",
  "problem.host_not_found": "このサイトにそのホストはありません。",
  "problem.host_name_taken": "識別情報のないホストで、この名前はすでに使われています。",
  "problem.license_file_not_found":
    "このホストのライセンス・ファイルはまだありません。先にキーを取得してください。",
  "problem.older_file": "このホストの {sequence} 番のファイルは最新ではありません。最新は {newest} 番です。",

  "fault.ethernet_needs_12_hex":
    "イーサネット・アドレスは 16 進数 12 桁です（2 桁区切り、または区切りなし）。",
  "fault.ethernet_zero": "すべて 0 のイーサネット・アドレスは、どの機器のものでもありません。",
  "fault.ethernet_multicast":
    "これは機器ではなくグループのアドレスです。イーサネット・アドレスの 2 桁目は偶数です。",
  "fault.disk_needs_8_hex": "ディスクのシリアル番号は 16 進数 8 桁です。",
  "fault.disk_zero": "すべて 0 のシリアル番号は、どのディスクのものでもありません。",
  "fault.tpm_needs_64_hex": "TPM は承認キーの SHA-256（16 進数 64 桁）で表します。",
  "fault.tpm_zero": "すべて 0 のハッシュは、どの TPM のものでもありません。",
  "fault.hostname_not_valid":
    "ホスト名は英字 a～z、数字、ハイフンで表し、ドットで区切ります。各部分の先頭と末尾にハイフンは使えません。",
  "fault.hostname_label_too_long": "ホスト名の各部分は 63 文字までです。",
  "fault.hostname_too_long": "ホスト名は 253 文字までです。",
  "fault.hostname_is_address": "これはインターネット・アドレスです。ホストの種類でそちらをお選びください。",
  "fault.user_not_valid": "ユーザー名は 64 文字まで、文字・数字と . _ - @ \\ $ + が使えます。",
  "fault.internet_not_valid":
    "インターネット・アドレスは IPv4 または IPv6 で、範囲の長さを付けることもできます。",
  "fault.internet_range_too_wide": "範囲が広すぎます。IPv4 は /8 から、IPv6 は /16 からです。",
  "fault.any_takes_no_value": "「任意の機器」に識別情報は要りません。空欄にしてください。",
  "fault.host_name_required": "ホストを見分けるための名前を付けてください。",
  "fault.host_name_too_long": "名前は 80 文字までです。",
  "fault.host_name_not_allowed": "名前に表示できない文字が含まれています。",

  "kind.ethernet": "イーサネット・アドレス",
  "kind.disk": "ディスクのシリアル番号",
  "kind.tpm": "TPM",
  "kind.hostname": "ホスト名",
  "kind.user": "ユーザー",
  "kind.internet": "インターネット・アドレス",
  "kind.any": "任意の機器",
  "lock.node-locked": "ノードロック",
  "lock.floating": "フローティング",
  "delivery.file": "ライセンス・ファイル",
  "delivery.online": "オンライン・キー",
  "state.issued": "使用中",
  "state.returned": "返却済み",
  "state.superseded": "置き換え済み",
  "state.revoked": "失効",
  "state.withdrawn": "取り下げ",
  "state.ended": "終了",

  keys: "ライセンス・キー",
  hosts: "ホスト",
  product: "製品",
  part: "部品番号",
  order: "ご注文",
  line: "明細",
  quantity: "数量",
  lock: "種類",
  delivery: "受け取り方法",
  host: "ホスト",
  hostKind: "ホストの種類",
  hostValue: "識別情報",
  opensVersion: "使用できるバージョン（まで）",
  opensThrough: "使用できるリリース日（まで）",
  state: "状態",
  issuedAt: "取得日時",
  issuedBy: "取得した人",
  endedAt: "終了日時",
  addedAt: "登録日時",
  file: "ファイル番号",
  vendor: "ベンダー",

  mailSubject: "{host}のライセンス・ファイル",
  mailSalutation: "{name} 様",
  mailIntro: "サイト {siteNumber} のホスト「{host}」のライセンス・ファイル（{sequence} 番）をお送りします。",
  mailEmpty:
    "このファイルにキーは含まれていませんが、必ず設置してください。返却したキーが機器で使われなくなります。",
  mailInstall:
    "{fileName} という名前で保存し、プログラムが読み取る場所に置いてください。このホストの以前のファイルはすべて置き換えられます。",
  mailProducts: "含まれるもの",
  mailProduct: "{product} × {quantity}",
  mailEndedSubject: "サイト {siteNumber}：ベンダーがライセンス・キーを終了しました",
  mailEndedRevoked: "ベンダーが貴サイトの次のキーを取り消しました。理由：{reason}(チケット {ticket})",
  mailEndedWithdrawn: "次のキーの注文明細が取り消されたため、キーが回収されました。",
  mailEndedKeys: "終了したキー",
  mailEndedKey: "{product} × {quantity}：{host}",
  mailEndedMore: "ほかに{more}件のキーがあります。キーセンターでご確認ください。",
  mailEndedWhat:
    "オンライン・キーを使うプログラムは、次の問い合わせで拒否されます。各ホストには、これらのキーを除いた新しいファイルがありますので、インストールしてください。インストール済みのファイルは、その期限まで、またはプログラムが新しい失効リストを読み込むまで使用できます。",
  mailEndedHelp: "誤りと思われる場合は、{care} までご連絡ください。",
  mailEndedOpen: "ライセンス・キーへ",
  mailOpen: "ホストを開く",
  mailFile: "ファイル",
  mailRegards: "{vendor}",

  "history.license-key.issued": "取得：{product} × {quantity}（{host}用）",
  "history.license-key.returned": "返却：{product} × {quantity}（{host}から）",
  "history.license-key.renewed": "更新：{coveredThrough}までにリリースされたものを使用可能",
  "history.license-key.upgraded": "更新：バージョン {version} まで使用可能",
  "history.license-key.shown": "オンライン・キーを表示",
  "history.license-key.moved": "移動：{product}を{host}へ",
  "history.license-key.revoked": "ベンダーにより失効",
  "history.license-key.withdrawn": "取り下げ：ベンダーが注文明細を取り消し",
  "history.other": "{name}",
};
