import type { en } from "./en.ts";

export const ja: Readonly<Record<keyof typeof en, string>> = {
  title: "サイトご担当者",
  lead: "サイトご担当者（プライマリー・ユーザー）は、サイトごとに 1 名です。ここで引き継ぎと、後任の順位の設定を行います。",
  now: "現在のサイトご担当者",
  vacant: "現在、サイトご担当者は不在です。",
  name: "お名前",
  email: "メールアドレス",
  roleUser: "ユーザー",
  roleSecondary: "セカンダリー・ユーザー",
  rolePrimary: "サイトご担当者",

  handOver: "サイトご担当者の引き継ぎ",
  handOverText:
    "選択した方にメールで依頼が届きます。承諾の期限は {days} 日間です。承諾されるまでは、お客様が引き続きサイトご担当者です。",
  handOverTo: "新しいサイトご担当者",
  handOverPrompt: "選択してください",
  handOverHint:
    "ID をお持ちの登録者を、セカンダリー・ユーザー、ユーザーの順に表示しています。人数が多く表示されない方は、先にセカンダリー・ユーザーに変更してください。",
  becomes: "引き継ぎ後のお客様の役割",
  becomesSecondary: "セカンダリー・ユーザー",
  becomesUser: "ユーザー",
  becomesNone: "このサイトの利用を終了する",
  handOverSubmit: "引き継ぎを依頼する",
  noHeirs: "ID をお持ちの登録者がほかにいません。先に追加してください。",
  toMembers: "アクセス権の管理",

  offerOpen: "引き継ぎを依頼中です",
  offerOpenText: "{from} さんが {to} さんに引き継ぎを依頼しています。期限は{day}です。",
  offerAfter: "承諾後の {from} さんの役割：{becomes}",
  offerYours: "サイトご担当者の引き継ぎを依頼されています",
  offerYoursText:
    "{from} さんから、このサイトのご担当者の引き継ぎを依頼されています。承諾すると、このサイトのすべての権限を持ち、アクセス申請の承認・拒否と、各担当者の更新を行うことになります。期限は{day}です。",
  accept: "承諾する",
  refuse: "辞退する",
  withdraw: "依頼を取り消す",

  successors: "後任の順位",
  successorsText:
    "サイトご担当者と連絡が取れなくなった場合、次の順にご連絡します。順位 1 位の方は引き継ぎを申し出ることができ、お客様サポート窓口が判断します。",
  successorsNone: "まだ設定されていません。",
  successorPlace: "順位 {place}",
  successorNobody: "設定しない",
  successorsSave: "順位を保存する",

  warnings: "ご注意いただきたいこと",
  warningsNone: "問題はありません。",
  since: "{day}から",
  "cause.no-primary": "このサイトのご担当者が不在です。",
  "cause.mail-bounces": "サイトご担当者宛てのメールが届きません。",
  "cause.primary-unseen": "サイトご担当者が数か月このサイトを利用していません。",
  "cause.no-second-administrator": "サイトご担当者のほかに、アクセス権を管理できる方がいません。",
  "help.no-primary":
    "お客様サポート窓口に連絡済みです。後任順位 1 位の方が引き継ぎを申し出ることができます。",
  "help.mail-bounces":
    "サイトご担当者に、メールアドレスの確認または引き継ぎをご依頼ください。お客様サポート窓口に連絡済みです。",
  "help.primary-unseen":
    "サイトご担当者が在職中であれば、一度サインインするだけで解消します。お客様サポート窓口に連絡済みです。",
  "help.no-second-administrator": "アクセス権を管理できるセカンダリー・ユーザーを 1 名以上設定してください。",

  claimTitle: "お客様は後任順位の 1 位です",
  claimText:
    "サイトご担当者と連絡が取れないようです。引き継ぎを申し出ることができます。現在のご担当者にも通知され、異議を申し立てることができます。お客様サポート窓口の 2 名が確認するまで、何も変更されません。",
  claim: "引き継ぎを申し出る",
  claimOpenTitle: "引き継ぎの申し出があります",
  claimOpenText: "{day}に、{name} さんへの引き継ぎの申し出がありました。お客様サポート窓口が確認しています。",
  object: "在職しています：申し出を止める",
  objectHint: "申し出は直ちに終了し、{name} さんに通知されます。",

  leftLink: "お客様サポート窓口に連絡する",
  leftText: "サイトご担当者がすでに退職された場合は、お客様サポート窓口で変更できます。",

  formTitle: "担当者の退職のご連絡",
  formLead:
    "貴社の担当者が退職し、ご本人による引き継ぎができない場合は、後任の方をお知らせください。お客様サポート窓口の 2 名が内容を確認するまで、何も変更されません。",
  company: "会社名・団体名",
  companyHint: "契約書や請求書に記載されている名称をご記入ください。",
  siteNumber: "サイト番号",
  siteNumberHint: "おわかりの場合は、3 または 7 で始まる 7 桁の番号をご記入ください。",
  customerNumber: "お客様番号（ICN）",
  customerNumberHint: "6 桁または 7 桁の番号です。ライセンス証書やご登録完了のメールに記載されています。",
  country: "国または地域",
  countryPrompt: "国または地域を選択してください",
  contactType: "変更する担当者",
  "contactType.primary": "サイトご担当者（プライマリー・ユーザー）",
  "contactType.secondary": "セカンダリー・ユーザー",
  "contactType.technical": "サイト技術担当者",
  romanizedName: "新しい担当者のお名前（ローマ字）",
  newEmail: "新しい担当者のメールアドレス",
  newEmailHint:
    "会社のアドレスをご記入ください。新しい担当者の ID になります（すでに ID の場合はそのまま使えます）。",
  phone: "新しい担当者の電話番号",
  statement: "ご事情",
  statementHint:
    "担当者が退職したこと、その時期、ご連絡くださる方のお立場をご記入ください。会社のアドレスをお持ちの管理職の方からのご連絡は、確認が早く済みます。",
  send: "お客様サポート窓口に送信する",
  sentTitle: "ご連絡を受け付けました",
  sentText:
    "2 営業日以内に確認し、結果を {email} 宛てにメールでお知らせします。それまで、サイトの登録内容についてはお答えできません。",
  toHome: "トップページへ",
  incomplete: "ご記入が足りません。「任意」と記載のない項目は、すべてご記入ください（規則 {rule}）。",

  "news.offered": "引き継ぎの依頼を送信しました。",
  "news.withdrawn": "引き継ぎの依頼を取り消しました。",
  "news.accepted": "お客様がこのサイトのご担当者になりました。",
  "news.declined": "引き継ぎを辞退しました。サイトご担当者に通知されます。",
  "news.saved": "後任の順位を保存しました。",
  "news.claimed": "申し出を受け付けました。サイトご担当者にも通知されます。",
  "news.objected": "申し出を止めました。",

  "fault.required": "ご記入ください。",
  "fault.text_not_allowed": "使用できない文字が含まれています。",
  "fault.text_too_long": "長すぎます。",
  "fault.not_latin": "ローマ字でご記入ください。",
  "fault.email_malformed": "メールアドレスを 1 つご記入ください。空白やコンマがないかご確認ください。",
  "fault.country_unknown": "国または地域を選択してください。",
  "fault.site_number_malformed": "サイト番号は、3 または 7 で始まる 7 桁の番号です。",
  "fault.customer_number_malformed": "お客様番号（ICN）は、6 桁または 7 桁の番号です。",
  "fault.contact_type_unknown": "変更する担当者を選択してください。",
  "fault.named_twice": "同じ方が 2 回選択されています。",
  "fault.other": "この内容は受け付けられません。",

  "problem.already_primary": "この方は、すでにサイトご担当者です。",
  "problem.member_without_id":
    "{email} は招待済みですが、まだ ID がありません。引き継ぎは、サインインできる方にのみ依頼できます。",
  "problem.hand_over_open": "すでに引き継ぎを依頼中です。依頼を取り消すか、回答をお待ちください。",
  "problem.hand_over_ended": "この依頼は、すでに終了しています。",
  "problem.hand_over_not_found": "このサイトに該当する引き継ぎの依頼はありません。",
  "problem.hand_over_not_yours": "回答できるのは、引き継ぎを依頼された方だけです。",
  "problem.not_first_successor": "引き継ぎを申し出ることができるのは、後任順位 1 位の方だけです。",
  "problem.nothing_to_claim": "サイトご担当者と連絡が取れるため、引き継ぎの申し出はできません。",
  "problem.claim_open": "すでに申し出があり、お客様サポート窓口が確認しています。",
  "problem.take_over_not_found": "該当する依頼はありません。",
  "problem.take_over_decided": "この依頼は、すでに処理されたか、状態が変わっています。",
  "problem.take_over_evidence_missing":
    "会社、サイト、お客様番号、国、依頼者の各項目を確認し、すべてにチェックを入れてください。",
  "problem.take_over_site_unknown": "該当するサイトがありません。依頼の対象となるサイトを指定してください。",
  "problem.take_over_person_closed": "新しい担当者の ID は閉鎖されているため、登録できません。",
  "problem.second_agent_required":
    "証拠を確認した担当者は、確定を行えません。別の担当者が行う必要があります。",
};
