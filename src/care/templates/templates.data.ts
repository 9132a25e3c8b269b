/**
 * Answers that agents give often, in each language: picked in the agent's, sent in the requester's, and edited before.
 *
 * `outcomes` are those of the request's decider at which it is offered. Source: DOMAIN §3.6, §3.8, §3.9, §3.24, BR-20,
 * BR-33, BR-52, BR-53.
 */
import type { Language } from "../../platform/language.ts";

export interface Template {
  readonly id: string;
  readonly kind: string;
  readonly outcomes: readonly string[];
  /** The title stands on the agent's list. */
  readonly in: Readonly<Record<Language, { readonly title: string; readonly text: string }>>;
}

const REFUSALS = ["deny", "reject"];

export const TEMPLATES: readonly Template[] = [
  {
    id: "nomination-not-registered",
    kind: "nomination",
    outcomes: REFUSALS,
    in: {
      en: {
        title: "Not the registered contact",
        text: "You are not registered as the primary contact of this site. Please ask the registered contact of your company to give you access.",
      },
      ja: {
        title: "登録されたご担当者ではない",
        text: "お客様は、このサイトのご担当者（プライマリー・ユーザー）として登録されていません。貴社の登録ご担当者様にアクセス権の付与をご依頼ください。",
      },
      ko: {
        title: "등록된 연락처가 아님",
        text: "이 사이트의 주요 사이트 연락처로 등록되어 있지 않습니다. 귀사의 등록된 연락처에게 접근 권한을 요청하십시오.",
      },
      "zh-TW": {
        title: "不是登錄的聯絡人",
        text: "您並未登錄為此據點的主要聯絡人。請洽貴公司登錄的聯絡人為您開通存取權限。",
      },
    },
  },
  {
    id: "nomination-data-differ",
    kind: "nomination",
    outcomes: REFUSALS,
    in: {
      en: {
        title: "Data do not match",
        text: "The data that you stated do not match those registered for this site. Please check the name and the site number on your contract documents and ask again.",
      },
      ja: {
        title: "登録内容と一致しない",
        text: "ご申告の内容が、このサイトのご登録内容と一致しませんでした。ご契約書類に記載のお名前とサイト番号をご確認のうえ、あらためてお申し込みください。",
      },
      ko: {
        title: "등록 내용과 불일치",
        text: "입력하신 내용이 이 사이트의 등록 내용과 일치하지 않습니다. 계약 서류에 기재된 이름과 사이트 번호를 확인하신 후 다시 요청하십시오.",
      },
      "zh-TW": {
        title: "與登錄資料不符",
        text: "您所填寫的資料與此據點的登錄資料不符。請確認合約文件上的姓名與網站編號後，再次提出申請。",
      },
    },
  },
  {
    id: "passcode-not-the-contact",
    kind: "passcode",
    outcomes: REFUSALS,
    in: {
      en: {
        title: "Not the registered contact",
        text: "A temporary passcode is sent to the registered contact of the site only. If the registration is out of date, please send us a change of registration first.",
      },
      ja: {
        title: "登録されたご担当者ではない",
        text: "テンポラリー・パスコードは、サイトの登録ご担当者様にのみお送りしています。ご登録内容が古い場合は、先に登録内容の変更をお申し出ください。",
      },
      ko: {
        title: "등록된 연락처가 아님",
        text: "임시 암호는 사이트의 등록된 연락처에게만 보내 드립니다. 등록 내용이 오래된 경우 먼저 등록 내용 변경을 신청하십시오.",
      },
      "zh-TW": {
        title: "不是登錄的聯絡人",
        text: "暫時的密碼只寄送給據點登錄的聯絡人。若登錄內容已過時，請先申請變更登錄內容。",
      },
    },
  },
  {
    id: "primary-change-incomplete",
    kind: "primary-change",
    outcomes: ["return"],
    in: {
      en: {
        title: "Details are missing",
        text: "To change the primary contact we need the company’s name, the customer number (ICN), the country, and the new contact’s name in Latin letters, e-mail address and telephone number. Please send the request again with all of them.",
      },
      ja: {
        title: "必要事項の不足",
        text: "サイトご担当者の変更には、会社名、お客様番号（ICN）、国、新しいご担当者のローマ字氏名、メールアドレス、電話番号が必要です。すべてご記入のうえ、あらためてご依頼ください。",
      },
      ko: {
        title: "필수 항목 누락",
        text: "주요 사이트 연락처를 변경하려면 회사명, 고객 번호(ICN), 국가, 새 연락처의 영문 이름, 이메일 주소, 전화번호가 필요합니다. 모든 항목을 기재하여 다시 요청하십시오.",
      },
      "zh-TW": {
        title: "資料不齊全",
        text: "變更主要聯絡人須提供公司名稱、客戶編號（ICN）、國家，以及新聯絡人的英文姓名、電子郵件與電話。請備齊後再次提出申請。",
      },
    },
  },
  {
    id: "primary-change-unconfirmed",
    kind: "primary-change",
    outcomes: REFUSALS,
    in: {
      en: {
        title: "The company did not confirm",
        text: "We could not confirm with your company that the primary contact has left. Nothing was changed.",
      },
      ja: {
        title: "会社での確認が取れない",
        text: "サイトご担当者が退任されたことを貴社に確認できませんでした。登録内容は変更していません。",
      },
      ko: {
        title: "회사의 확인 불가",
        text: "주요 사이트 연락처가 퇴사하였음을 귀사에 확인할 수 없었습니다. 변경된 내용은 없습니다.",
      },
      "zh-TW": {
        title: "公司未能確認",
        text: "我們無法向貴公司確認主要聯絡人已離職，因此未作任何變更。",
      },
    },
  },
  {
    id: "registration-change-incomplete",
    kind: "registration-change",
    outcomes: ["return"],
    in: {
      en: {
        title: "The form is incomplete",
        text: "The change form is incomplete or cannot be read. Please fill in every field that changes and send it again.",
      },
      ja: {
        title: "変更依頼書の不備",
        text: "変更依頼書に不備があるか、判読できない箇所があります。変更する項目をすべてご記入のうえ、再度お送りください。",
      },
      ko: {
        title: "변경 신청서 미비",
        text: "변경 신청서가 미비하거나 읽을 수 없습니다. 변경할 항목을 모두 기재하여 다시 보내 주십시오.",
      },
      "zh-TW": {
        title: "變更申請書不完整",
        text: "變更申請書填寫不完整或無法辨識。請填妥所有要變更的項目後重新寄送。",
      },
    },
  },
  {
    id: "registration-change-unverified",
    kind: "registration-change",
    outcomes: REFUSALS,
    in: {
      en: {
        title: "Not verified",
        text: "We could not verify the change with the registered contact of the site. Nothing was changed.",
      },
      ja: {
        title: "確認が取れない",
        text: "変更内容をサイトの登録ご担当者様に確認できませんでした。登録内容は変更していません。",
      },
      ko: {
        title: "확인 불가",
        text: "변경 내용을 사이트의 등록된 연락처에게 확인할 수 없었습니다. 변경된 내용은 없습니다.",
      },
      "zh-TW": {
        title: "無法查核",
        text: "我們無法向據點登錄的聯絡人確認此項變更，因此未作任何變更。",
      },
    },
  },
  {
    id: "contact-enquiry-number",
    kind: "contact-enquiry",
    outcomes: ["return", ...REFUSALS],
    in: {
      en: {
        title: "The site number is needed",
        text: "We tell who the contacts of a site are only to those who name its site number. It is on your contract documents; please ask again with it.",
      },
      ja: {
        title: "サイト番号が必要",
        text: "サイトのご担当者は、サイト番号をお知らせいただいた場合にのみご案内しています。サイト番号はご契約書類に記載されています。ご確認のうえ、再度お問い合わせください。",
      },
      ko: {
        title: "사이트 번호 필요",
        text: "사이트의 연락처는 사이트 번호를 알려 주신 경우에만 안내해 드립니다. 사이트 번호는 계약 서류에 있습니다. 확인 후 다시 문의하십시오.",
      },
      "zh-TW": {
        title: "須提供網站編號",
        text: "須提供網站編號，我們才能告知據點的聯絡人。網站編號載於合約文件上，請確認後再次洽詢。",
      },
    },
  },
  {
    id: "forgotten-id-no-match",
    kind: "forgotten-id",
    outcomes: ["return", ...REFUSALS],
    in: {
      en: {
        title: "No match",
        text: "With what you told us we cannot say which ID was used. Please ask the colleague who manages access to your site, or write to us again with the site number and your name as it was registered.",
      },
      ja: {
        title: "該当なし",
        text: "お知らせいただいた内容からは、ご利用の ID を特定できませんでした。サイトのアクセス権を管理されている方にご確認いただくか、サイト番号と登録時のお名前を添えて再度ご連絡ください。",
      },
      ko: {
        title: "일치 항목 없음",
        text: "알려 주신 내용으로는 사용하신 아이디를 확인할 수 없습니다. 사이트의 접근을 관리하는 동료에게 문의하시거나, 사이트 번호와 등록 당시의 이름을 기재하여 다시 연락해 주십시오.",
      },
      "zh-TW": {
        title: "查無相符資料",
        text: "依您提供的資料，我們無法確認所使用的 ID。請洽貴公司管理存取權限的同事，或附上網站編號與登錄時的姓名再次與我們聯絡。",
      },
    },
  },
  {
    id: "unattended-site-reached",
    kind: "unattended-site",
    outcomes: ["settle"],
    in: {
      en: {
        title: "The contact was reached",
        text: "The primary contact was reached and will sign in and look after the site.",
      },
      ja: {
        title: "ご担当者に連絡済み",
        text: "サイトご担当者と連絡が取れました。今後サインインしてサイトを管理していただきます。",
      },
      ko: {
        title: "연락처와 연락됨",
        text: "주요 사이트 연락처와 연락이 되었습니다. 앞으로 로그인하여 사이트를 관리할 예정입니다.",
      },
      "zh-TW": {
        title: "已聯絡上聯絡人",
        text: "已聯絡上主要聯絡人，將登入並管理此據點。",
      },
    },
  },
];
