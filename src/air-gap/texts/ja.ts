import type { Texts } from "./en.ts";

export const ja: Texts = {
  "problem.air_gap_product_unknown":
    "マシンが要求している製品のライセンスが、このサイトにありません。サイトが正しいかご確認ください。入力したコードに誤りがある場合もあります。",
  "problem.air_gap_request_not_found": "このサイトに該当する要求はありません。",
  "problem.bundle_not_possible":
    "バンドルに入れるものがありません：{reason, select, no_file {このホストには、この製品のライセンス・ファイルがまだありません。先にキーを取得してください} no_software {このバージョンのファイルはまだ公開されていません} other {作成できません}}。",

  title: "ネットワークのないマシン",
  lead: "ネットワークに接続できないマシンが要求を作成します。ここで応答を受け取り、マシンにお持ちください。方法は 3 通りで、応答の内容は同じです。",
  wayFile: "ファイルで",
  wayFileText:
    "プログラムが要求を保存します。USB メモリーなどでここに持ち込み、ライセンス・ファイルをお持ち帰りください。",
  wayCode: "コードの入力で",
  wayCodeText:
    "プログラムが 30 文字を表示します。ここに入力し、応答をマシンに入力してください。応答は 8 行で、行ごとに検査文字があり、誤りのある行がわかります。",
  wayQr: "QR コードで",
  wayQrText:
    "プログラムが QR コードを表示します。スマートフォンで読み取ると、要求が入力された状態でこのページが開きます。",
  whereTitle: "要求に応答する",
  site: "サイト",
  request: "要求",
  requestHint: "ファイルの内容、またはコード（CR1-…）。大文字・小文字、ハイフンの有無は問いません。",
  goOn: "次へ",
  noSites: "所属するキーセンターがありません",
  noSitesText: "要求には、サイトのキーセンターのメンバーが応答します。",
  keyCenter: "キーセンターへ",

  siteTitle: "エアギャップ",
  how: "使い方",
  readTitle: "要求の読み取り",
  file: "または要求のファイル",
  fileHint: "プログラムが保存したファイルです。",
  readFile: "ファイルを読み取る",
  answered: "応答済みの要求",
  answeredNone: "応答した要求はまだありません",
  answeredNoneText:
    "ネットワークのないマシンでプログラムを起動し、「ネットワークなしで有効化」を選択してください。",
  when: "応答日時",
  product: "製品",
  host: "ホスト",
  quantity: "数量",
  openAnswer: "応答",
  openAnswerOf: "{host} への {when} の応答",

  askedTitle: "マシンの要求",
  askedKind: "ホストの種類",
  askedHost: "ホスト",
  askedUnknown: "コードには照合値のみ含まれます。下に入力してください",
  nonce: "要求の番号",
  answerTitle: "応答",
  value: "マシンに表示されるホスト",
  valueHint: "例：{example}。コードの照合値と比べます。",
  name: "名前",
  nameHint: "見分けるための名前です。",
  line: "使用する明細",
  lineOption: "注文 {order}、明細 {line}：残り {available}",
  give: "キーで応答する",
  noneLeft: "{product} のキーは残っていません",
  noneLeftText:
    "不要なキーを返却するか、追加でご購入ください。ホストが故障した場合は緊急キーを取得できます。",
  other: "別の要求",

  answerPage: "{host} への応答",
  answerReady: "応答の準備ができました",
  answerReadyText: "ファイルとコードの内容は同じです。この要求を再度読み取っても、同じ応答になります。",
  saveFile: "ライセンス・ファイルを保存",
  bundle: "オフライン・バンドル",
  bundleText:
    "ソフトウェア、チェックサム、ライセンス・ファイル、公開鍵、検査スクリプトを 1 つのアーカイブにまとめます。",
  version: "バージョン",
  platform: "プラットフォーム",
  anyPlatform: "すべてのプラットフォーム",
  takeBundle: "バンドルを保存",
  bundleNone: "このサイトで現在ダウンロードできる、この製品のバージョンはありません。",
  codeTitle: "入力する応答",
  codeText: "8 行です。各行の最後の文字は検査文字で、誤りがあればプログラムが行を示します。",
  codeNone: "このキーの内容は、入力コードでは表せません。ファイルをご利用ください。",
  lineNumber: "{line} 行目",
  qrTitle: "QR コード",
  qrLabel: "入力する応答の QR コード",
  back: "エアギャップ",
  print: "このページを印刷してお持ちください。",
  opens: "キー",
  keyOf: "{product} × {quantity}",

  "fault.request_required": "要求を貼り付けるか、コードを入力するか、ファイルを選択してください。",
  "fault.request_file":
    "要求が完全ではありません。「-----BEGIN CARNET REQUEST-----」で始まり、END の行で終わります。",
  "fault.request_kind":
    "このポータルが対応していないホストの種類です。プログラムがポータルより新しい可能性があります。",
  "fault.code_prefix": "コードは CR1 で始まります。",
  "fault.code_group": "第 {group} グループが 5 文字ではありません。",
  "fault.code_symbol": "第 {group} グループに、コードで使用しない文字があります。",
  "fault.code_length": "コードは、CR1 の後に 5 文字のグループが 6 つ続きます。",
  "fault.code_line":
    "コードに誤りがあります（検査文字が一致しません）。6 つのグループを画面と見比べてください。",
  "fault.host_differs": "要求を作成したホストではありません。照合値が一致しません。",
  "fault.needed": "入力してください。",
  "fault.not_enough": "この明細には、その数の残りがありません。",

  readme:
    "このアーカイブには、ホスト {host} 用の {product} {version} が入っています。\n\n1. そのままマシンに移し、展開してください。\n2. 検査してください：sh verify.sh（Linux、macOS）、または powershell -File verify.ps1（Windows）。\n   「good」と表示されることを確認します。署名した鍵は {keyId} です。{keysUrl} と照合してください。\n3. software/ のソフトウェアをインストールし、license/{licenseFile} をプログラムの指定する場所に配置してください。\n\nSHA256SUMS はすべてのファイルの一覧、SHA256SUMS.sig はその Ed25519 署名です。",
};
