import type { Texts } from "./en.ts";

export const ja: Texts = {
  "problem.nothing_to_rescue":
    "このホストには、緊急キーで代替できるキーがありません。故障したホストを選択してください。",
  "problem.rescue_of_online_key":
    "{product} のキーはオンライン・キーです。どのマシンでもそのまま使用できます。別のマシンでプログラムを起動してください。故障したマシンのシートは自動的に終了します。",
  "problem.rescue_of_emergency_key":
    "この {product} のキーは緊急キーです。故障したホストのキーを選択してください。",
  "problem.rescue_of_several_hosts":
    "選択したキーは複数のホストにあります。緊急キーはホストごとに取得してください。",
  "problem.rescue_same_host": "{host} は故障したホストです。代わりに使用するホストを指定してください。",
  "problem.emergency_quota_used":
    "{product} の {year} 年の緊急キー（年間 {perYear} 回）はすべて使用済みです。ライセンス・サポートが 24 時間対応します。{support} に「重大度 1」と明記してご連絡ください。",
  "problem.rescue_settled":
    "その後の状況はすでに回答されています：{state, select, dead {ホストは故障しており、キーは新しいホストに移りました} back {ホストは復旧し、緊急キーは終了しました} other {同じキーについて、もう一度緊急キーが取得されました}}。",
  "problem.rescue_not_found": "このサイトに該当する緊急対応はありません。",

  title: "緊急キー",
  lead: "マシンが故障してもプログラムを止められないときのためのキーです。別のマシン用のキーを今すぐ、承認なしで 72 時間ご利用いただけます。",
  keysLink: "ライセンス・キー",
  nextTitle: "この後の流れ",
  nextKey:
    "新しいマシン用のライセンス・ファイルがすぐに発行されます。有効期間は 72 時間で、お持ちのキーには影響しません。",
  nextTold:
    "キーセンター管理者とライセンス・サポートに通知されます。問題を指摘するものではありません。故障は起こるものです。",
  nextAsk:
    "48 時間後に、その後の状況をお尋ねします。マシンが復旧しない場合は、キーを一度の操作で新しいマシンへ正式に移せます。復旧した場合は、緊急キーを終了します。",
  nextQuota:
    "緊急キーには、製品ごとに暦年あたりの回数があります。使い切った場合は、ライセンス・サポートが 24 時間対応します。",
  formTitle: "緊急キーの取得",
  dead: "故障したマシン",
  deadOption: "{name}：{products}",
  productCount: "{product} × {quantity}",
  newKind: "新しいマシンの識別方法",
  newValue: "識別情報",
  newValueHint:
    "マシンに表示されるとおりに入力してください（例：{example}）。「任意の機器」の場合は空欄にします。",
  newName: "名前",
  newNameHint: "見分けるための名前です。",
  reason: "何が起こりましたか",
  reasonHint: "管理者のために簡単にお書きください（例：「app01 の電源が焼損」）。",
  fieldNeeded: "入力してください。",
  take: "今すぐキーを取得",
  placesTitle: "{year} 年の緊急キー",
  product: "製品",
  used: "取得済み",
  perYear: "年間回数",
  left: "残り",
  noHosts: "キーを持つホストがありません",
  noHostsText: "緊急キーは、ホストにあるキーの代わりになるものです。先にキーを取得してください。",
  supportTitle: "使い切った場合",
  supportMail: "{email} に「重大度 1」と明記してご連絡ください。",
  supportPhone: "お電話でも承ります：{phone}",
  openTitle: "ご回答をお待ちしています",
  openItem: "{deadHost} → {host}（{when} 取得）",

  oneTitle: "緊急対応：{deadHost}",
  ready: "キーの準備ができました",
  readyText: "ファイルを {host} に配置してください。{until} まで有効です。",
  download: "ライセンス・ファイルを保存",
  facts: "取得した内容",
  deadHost: "故障したホスト",
  newHost: "新しいホスト",
  takenAt: "取得日時",
  takenBy: "取得者",
  expiresAt: "有効期限",
  expired: "{when} に終了しました",
  keysTitle: "キー",
  quantity: "数量",
  order: "注文番号",
  state: "状態",
  inForce: "有効",
  over: "終了",
  askTitle: "その後、いかがですか",
  askText: "お急ぎになる必要はありません。ご回答はいつでも有効です。緊急キーは 72 時間で自動的に終了します。",
  isDead: "マシンは復旧しません",
  isDeadText:
    "{deadHost} のキーを返却し、一度の操作で {host} の正式なキーにします。{host} の新しいファイルと、{deadHost} の空のファイルが発行されます。",
  isDeadButton: "復旧しない：キーを {host} に移す",
  isBack: "マシンが復旧しました",
  isBackText:
    "{deadHost} は元のキーをそのまま使用します。{host} の緊急キーは終了します。新しいファイルを配置してください。",
  isBackButton: "復旧した：緊急キーを終了する",
  settledDead: "マシンは復旧せず、キーは正式に {host} に移りました",
  settledDeadText: "{host} の新しいファイルを配置してください。緊急キーとしての期限はなくなりました。",
  settledBack: "マシンが復旧し、緊急キーは終了しました",
  settledBackText: "{host} に新しいファイルを配置し、緊急キーを消去してください。",
  settledReplaced: "同じキーについて、もう一度緊急キーが取得されました",
  settledReplacedText: "その後の状況は、後の取得についてお尋ねします。",

  mailTakenSubject: "{host} の緊急キーが取得されました",
  mailTaken: "{deadHost} が故障したため、{by} 様が緊急キーを取得しました。有効期間は 72 時間です。",
  mailSite: "サイト",
  mailProduct: "{product} × {quantity}",
  mailNothingToDo:
    "今すぐ必要な操作はありません。48 時間後に、その後の状況をお尋ねします。取得者のほか、管理者の方もご回答いただけます。",
  mailPlaces: "{product}：{year} 年は {perYear} 回中 {used} 回取得済み",
  mailOpen: "緊急対応を表示",
  mailVendorSubject: "サイト {siteNumber} の緊急キー",
  mailVendor: "サイトのメンバーが緊急キーを取得しました。承認は不要です。ご確認のためお知らせします。",
  mailVendorOpen: "サイトのキー",
  mailAskSubject: "{deadHost} のその後はいかがですか",
  mailAsk:
    "{deadHost} の故障により、2 日前に {host} の緊急キーが取得されました。その後の状況をお知らせください。",
  mailIfDead: "マシンが復旧しない場合：キーを一度の操作で {host} へ正式に移します。",
  mailIfBack: "マシンが復旧した場合：緊急キーを終了します。",
  mailIfSilent: "ご回答がない場合、緊急キーは取得から 72 時間で自動的に終了します。",
  mailAnswer: "その後の状況を回答",
};
