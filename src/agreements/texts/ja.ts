import type { en } from "./en.ts";

export const ja: Readonly<Record<keyof typeof en, string>> = {
  "problem.first_access_not_open":
    "このサイト番号では、初回アクセスのお手続きを行えません。番号をご確認ください。お客様の ID は、サイトご担当者として登録されているメールアドレスと一致している必要があります。",
  "problem.passcode_check_symbol":
    "入力された文字に誤りがあるようです。パスコードは 13 文字の英数字です。「I」（アイ）と「l」（エル）または「1」、「O」（オー）と「0」（ゼロ）にご注意ください。この入力は回数に数えられません。",
  "problem.passcode_wrong":
    "パスコードが正しくありません。「I」（アイ）と「l」（エル）または「1」、「O」（オー）と「0」（ゼロ）をご確認のうえ、再度ご入力ください。残り {triesLeft} 回です。",
  "problem.passcode_wrong_again":
    "入力されたパスコードは今回も正しくありませんでした。サイト番号をご用意のうえ、お客様サポート窓口（{careEmail}）までご連絡ください。お客様の ID はロックされません。残り {triesLeft} 回です。",
  "problem.passcode_used":
    "このパスコードはすでに使用されています。今後は、ID とパスワードのみでご利用いただけます。",
  "problem.passcode_expired":
    "このサイトのパスコードは有効期限を過ぎています。サイト番号をご用意のうえ、お客様サポート窓口（{careEmail}）までご連絡ください。新しいパスコードを発行いたします。",
  "problem.passcode_exhausted":
    "誤ったパスコードが規定回数入力されたため、ご利用いただけなくなりました。サイト番号をご用意のうえ、お客様サポート窓口（{careEmail}）までご連絡ください。新しいパスコードを発行いたします。",
  "problem.passcode_superseded":
    "このパスコードは新しいものに切り替えられています。最新の書面またはメールをご確認いただくか、お客様サポート窓口（{careEmail}）までご連絡ください。",
  "problem.site_claimed": "このサイトには、すでに他の方がサイトご担当者として登録されています。",
  "problem.channel_unavailable": "この送付方法に必要な情報がサイトに登録されていません。",
  "problem.passcode_not_issued": "このサイトにはテンポラリー・パスコードは発行されません（{reason}）。",
  "problem.document_not_found": "該当する書類はありません。",
  "field.site_number_malformed":
    "サイト番号は、7 または 3 で始まる 7 桁の数字です。先頭の 0 は省略できます。",

  siteNumber: "サイト番号",
  siteNumberLong: "9 桁表記",
  siteName: "サイト",
  program: "プログラム",
  role: "お客様の役割",
  rolePrimary: "サイトご担当者（プライマリー・ユーザー）",
  roleSecondary: "セカンダリー・ユーザー",
  roleUser: "ユーザー",

  firstTitle: "初回アクセス",
  firstLead:
    "サイトご担当者としてご登録の方は、テンポラリー・パスコードを一度だけ入力してサイトの利用を開始します。",
  firstSite: "お客様のサイト",
  firstContact: "ご登録のサイトご担当者",
  firstOthers: "初回アクセス待ちの他のサイト",
  passcode: "テンポラリー・パスコード",
  passcodeHint:
    "書面またはメールに記載の 13 文字の英数字です。大文字・小文字、空白、ハイフンは区別されません。O は 0、I と L は 1 として扱われます。",
  firstSubmit: "利用を開始する",
  firstHelpTitle: "パスコードがお手元にない場合",
  firstDownloads:
    "ソフトウェアのダウンロードは、パスコードの入力前でもご利用いただけます。有効なサブスクリプション＆サポートをお持ちの製品が対象です。",
  firstToDownloads: "ダウンロードへ",
  firstHelp:
    "パスコードは、郵送のご案内とご登録完了のメールに記載されています。どちらもお手元にない場合は、サイト番号 {number} をお書き添えのうえ、お客様サポート窓口（{care}）までご連絡ください。",
  firstLost: "パスコードの再送を依頼する",
  firstDeadTitle: "このパスコードはご利用いただけません",
  firstExpired:
    "有効期限を過ぎています。サイト番号 {number} をお書き添えのうえ、お客様サポート窓口（{care}）までご連絡ください。新しいパスコードを発行いたします。",
  firstExhausted:
    "誤ったパスコードが規定回数入力されました。サイト番号 {number} をお書き添えのうえ、お客様サポート窓口（{care}）までご連絡ください。新しいパスコードを発行いたします。",

  numbers: "番号",
  agreementNumber: "契約番号",
  level: "価格レベル",
  customerNumber: "お客様番号（ICN）",
  anniversary: "アニバーサリー・デート（月.日）",
  anniversaryNone: "更新日は明細ごとに異なります",
  registeredOn: "登録日",
  firstOrderedOn: "初回ご注文日",
  companyAndPlace: "貴社名・ご住所",
  company: "貴社名",
  address: "ご住所",
  department: "部署名",
  phone: "電話番号",
  fax: "FAX 番号",
  country: "国・地域",
  timeZone: "タイムゾーン",
  contactTitle: "ご担当者",
  contactName: "サイトご担当者",
  contactEmail: "メールアドレス",
  mailLanguage: "書面・メールの言語",
  reseller: "ビジネスパートナー",

  sitesTitle: "サイト管理",
  sitesLead: "登録されているすべてのサイトと、ご担当者宛てに発行した書類です。",
  sitesSearch: "番号、名称またはメールアドレス",
  sitesEmpty: "該当するサイトはありません",
  sitesEmptyText: "サイト番号、契約番号、お客様番号、名称、ご担当者のメールアドレスで検索できます。",
  firstAccessState: "初回アクセス",
  stateUnclaimed: "ご担当者のアクセス待ち",
  stateClaimed: "完了",
  stateVacant: "サイトご担当者不在",
  documentsTitle: "書面とメール",
  documentsEmpty: "発行した書類はまだありません",
  documentsWaiting: "書類は、初回のご注文時または 1 時間以内に発行されます。",
  document: "書類",
  channel: "送付方法",
  channelLetter: "郵送",
  channelFax: "FAX",
  channelMail: "メール",
  madeAt: "発行日時",
  print: "印刷",
  printOf: "印刷：{document}",
  "kind.contract-notice": "ご契約内容のご案内",
  "kind.registration-notice": "ご登録内容のご案内",
  "kind.fct-registration-notice": "FCT ご登録内容のご案内",
  "kind.portal-guide": "ポータルのご案内",
  "kind.welcome": "ご登録完了のお知らせ",
  "kind.passcode-reissue": "テンポラリー・パスコードの再発行",
  passcodeTitle: "テンポラリー・パスコード",
  passcodeNone: "このサイトにはパスコードがありません。",
  passcodeState: "状態",
  passcodeIssued: "入力待ち",
  passcodeExpired: "期限切れ",
  passcodeConsumed: "使用済み",
  passcodeSuperseded: "再発行により無効",
  passcodeExhausted: "入力誤りにより無効",
  passcodeTries: "入力回数",
  passcodeIssuedAt: "発行日時",
  passcodeExpiresAt: "有効期限",
};
