import type { Texts } from "./en.ts";

export const ja: Texts = {
  "code.valid": "このキーで本プログラムを使用できます。",
  "code.unknown": "該当するキーがありません。",
  "code.revoked": "このキーは返却または取り消しにより、すでに無効です。",
  "code.expired": "このキーの有効期限が切れています。",
  "code.wrong_product": "このキーは{product}用です。",
  "code.wrong_host": "このマシンは別のホストとしてアクティベーションされています。",
  "code.not_covered":
    "このキーで使用できる{product}は{through}までです。実行中のバージョンはそれより新しいものです。",
  "code.not_activated": "このマシンではキーがアクティベーションされていません。",
  "code.lease_required": "このマシンにはシートが貸し出されていません。先にシートを借りてください。",

  "problem.license_not_found": "該当するライセンスがありません。",
  "problem.license_expired": "このキーの有効期限は{expiresAt}に切れました。",
  "problem.activation_limit":
    "このキーは上限の{inUse}台でアクティベーション済みです。いずれかを解除するか、キーセンターのメンバーにシートの解放を依頼してください。",
  "problem.no_seats":
    "{quantity}シートすべてが使用中です。しばらくしてからやり直すか、順番待ちに入ってください。",
  "problem.stale_sequence":
    "同じ貸出を使う別のプログラムがこのシートを更新しました。どちらも続行できません。シートを借り直してください。",
  "problem.lease_contested":
    "2つのプログラムがこのシートを更新しました。どちらも続行できません。シートを借り直してください。",
  "problem.wrong_machine": "このシートは別のマシンまたはプログラムのものです。",
  "problem.lease_ended": "このシートは返却済みか、期限切れです。シートを借り直してください。",
  "problem.lease_required": "フローティングのキーです。アクティベーションではなく、シートを借りてください。",
  "problem.not_activated":
    "ノードロックのキーです。シートの貸出ではなく、マシンをアクティベーションしてください。",
  "problem.borrow_not_offered":
    "{borrowDays, plural, =0 {この製品のシートは持ち出せません。} other {この製品のシートを持ち出せるのは最長#日間です。}}",
  "problem.license_use_not_found": "この番号でキーを使用しているものは現在ありません。",

  title: "キーの共用状況",
  lead: "本来の数を超えるマシンやネットワークで使われたオンライン・キー、および複製の疑いがあるオンライン・キーの一覧です。",
  note: "過去{days}日間の記録です。アドレスはネットワーク部分(IPv4では先頭の3つの数字)だけを残し、{kept}日後に消去します。機器の入れ替え、自宅でのノートPC、仮想マシンで説明がつくことも多いため、取り消す前に必ずお客様に確認してください。",
  search: "検索",
  searchHint: "サイト番号、サイト名、または製品",
  reason: "検出内容",
  all: "すべて",
  "reason.possible_copy": "複製の疑い",
  "reason.more_machines": "シート数を超えるマシン",
  "reason.many_networks": "多数のネットワーク",
  "reason.refused": "拒否された要求",
  "why.possible_copy": "別のマシンまたはプログラムが、自分のものではない貸出で{copies}回要求しました。",
  "why.more_machines": "{quantity}シートに対して{machines}台。順に使われたか、キーが複製されています。",
  "why.many_networks": "{networks}のネットワークから使われました。",
  "why.refused": "キーが上限まで使われていたため、{refused}回の要求が拒否されました。",
  site: "サイト",
  siteName: "名称",
  product: "製品",
  order: "注文",
  key: "キー",
  lock: "ロック方式",
  "lock.node-locked": "ノードロック",
  "lock.floating": "フローティング",
  seats: "シート",
  machines: "検出マシン数",
  networks: "検出ネットワーク数",
  refused: "拒否",
  copies: "他者の貸出の使用",
  lastSeen: "最終検出",
  why: "掲載理由",
  none: "目立った点はありません",
  noneText: "どのキーも、本来の数以内のマシンとネットワークで使われています。",
  noneFound: "見つかりません",
  noneFoundText: "サイト番号、名称の一部、または製品で検索してください。",
  showAll: "すべて表示",
};
