/** A letter and a certificate in each language, as a clerk would write them. Only tests print them. */
import type { Language } from "../language.ts";
import type { Certificate } from "./certificate.ts";
import type { Letter } from "./letter.ts";

interface Words {
  recipient: string[];
  date: [string, string];
  heading: string;
  opening: string[];
  facts: [string, string][];
  code: [string, string];
  closing: string[];
  check: [string, string];
  page: string;
  title: string;
  statement: string;
  parties: [string, string];
  columns: [string, string, string, string];
  signed: [string, string, string, string];
  note: string;
}

export const WORDS: Record<Language, Words> = {
  en: {
    recipient: [
      "Northwind Instruments, Inc.",
      "Attn. Margaret O'Brien",
      "1200 Lakeshore Avenue, Suite 400",
      "Oakland, CA 94606",
      "UNITED STATES",
    ],
    date: ["Date", "March 12, 2026"],
    heading: "Your registration is complete",
    opening: [
      "Dear Ms. O'Brien,",
      "Thank you for your order. Your company is now registered with us, and you are the person we will write to. Please keep this letter: it holds the code with which you open your account for the first time.",
    ],
    facts: [
      ["Company", "Northwind Instruments, Inc."],
      ["Registered on", "March 12, 2026"],
      ["Contact", "Margaret O'Brien"],
    ],
    code: ["Your code for the first sign-in", "It works once, until June 10, 2026."],
    closing: [
      "We will never ask you for this code by telephone or by mail. If you did not expect this letter, please tell us; nothing happens until the code is used.",
      "Yours sincerely,\nCustomer Care",
    ],
    check: ["Is this document genuine?", "Scan the code or enter it at the address below."],
    page: "Page {page} of {pages}",
    title: "Certificate of Delivery",
    statement:
      "This certifies that the items listed below were delivered to the recipient named here, in the quantities and for the periods shown.",
    parties: ["Delivered to", "Delivered by"],
    columns: ["Description", "Part", "Quantity", "From – through"],
    signed: ["Signature", "Algorithm", "Key", "Fingerprint"],
    note: "This certificate is valid without a handwritten signature.",
  },
  ja: {
    recipient: [
      "〒105-0011",
      "東京都港区芝公園四丁目2番8号",
      "青葉精機株式会社　情報システム部",
      "森　花　様",
    ],
    date: ["発行日", "2026年3月12日"],
    heading: "ご登録内容のお知らせ",
    opening: [
      "拝啓　時下ますますご清栄のこととお慶び申し上げます。",
      "このたびはご注文いただき、誠にありがとうございます。貴社のご登録が完了いたしましたので、内容をご案内申し上げます。本状には初回サインインに必要な仮パスコードが記載されておりますので、大切に保管してください。",
    ],
    facts: [
      ["貴社名", "青葉精機株式会社"],
      ["ご登録日", "2026年3月12日"],
      ["ご担当者", "森　花 様（髙橋・𠮷田・김민수 と共有）"],
    ],
    code: ["仮パスコード（初回サインイン用）", "有効期限は2026年6月10日です。一度だけご利用いただけます。"],
    closing: [
      "弊社から電話や電子メールでこのパスコードをお尋ねすることはございません。お心当たりのない場合は、お手数ですがご連絡ください。",
      "敬具\nお客様サポート窓口",
    ],
    check: ["本書の真正性の確認", "二次元コードを読み取るか、下記の番号をご入力ください。"],
    page: "{page} / {pages} ページ",
    title: "納入証明書",
    statement: "下記の品目を、記載の数量および期間にて、宛先のお客様に納入したことを証明いたします。",
    parties: ["お客様", "発行者"],
    columns: ["品目", "部品番号", "数量", "期間"],
    signed: ["電子署名", "署名方式", "鍵ID", "フィンガープリント"],
    note: "本証明書は電子署名により発行されており、押印を省略しております。",
  },
  ko: {
    recipient: [
      "서울특별시 강남구 테헤란로 152, 18층",
      "한빛정밀공업 주식회사",
      "전산운영팀 김민수 귀하",
      "06236",
    ],
    date: ["발행일", "2026년 3월 12일"],
    heading: "등록 완료 안내",
    opening: [
      "김민수 님께",
      "주문해 주셔서 감사합니다. 귀사의 등록이 완료되어 아래와 같이 안내해 드립니다. 이 서신에는 최초 로그인에 필요한 임시 패스코드가 기재되어 있으므로 안전하게 보관해 주시기 바랍니다.",
    ],
    facts: [
      ["회사명", "한빛정밀공업 주식회사"],
      ["등록일", "2026년 3월 12일"],
      ["담당자", "김민수"],
    ],
    code: ["임시 패스코드(최초 로그인용)", "2026년 6월 10일까지 한 번만 사용할 수 있습니다."],
    closing: [
      "당사는 전화나 이메일로 이 패스코드를 묻지 않습니다. 이 서신을 받으실 이유가 없는 경우 당사로 연락해 주시기 바랍니다.",
      "감사합니다.\n고객지원센터 드림",
    ],
    check: ["문서 진위 확인", "QR 코드를 스캔하거나 아래 주소에서 확인 번호를 입력하십시오."],
    page: "{page} / {pages} 페이지",
    title: "납품 증명서",
    statement: "아래 품목을 기재된 수량과 기간으로 수취인에게 납품하였음을 증명합니다.",
    parties: ["수취인", "발행인"],
    columns: ["품목", "부품 번호", "수량", "기간"],
    signed: ["전자 서명", "서명 알고리즘", "키 ID", "지문"],
    note: "본 증명서는 전자 서명으로 발행되며 날인을 생략합니다.",
  },
  "zh-TW": {
    recipient: ["110 臺北市信義區信義路五段7號35樓", "宏遠精密股份有限公司", "資訊處 王曉明 先生 收"],
    date: ["發文日期", "2026年3月12日"],
    heading: "登錄完成通知",
    opening: [
      "王曉明先生，您好：",
      "感謝您的訂購。貴公司的登錄作業已經完成，謹將登錄內容通知如下。本函載有首次登入所需的臨時密碼，請妥善保管，切勿轉交他人。",
    ],
    facts: [
      ["公司名稱", "宏遠精密股份有限公司"],
      ["登錄日期", "2026年3月12日"],
      ["聯絡人", "王曉明"],
    ],
    code: ["臨時密碼（首次登入專用）", "有效期限至2026年6月10日，限用一次。"],
    closing: [
      "本公司絕不會以電話或電子郵件向您詢問此密碼。若您並未預期收到本函，請與我們聯絡。",
      "敬祝　商祺\n客戶服務中心 敬上",
    ],
    check: ["查驗本文件真偽", "請掃描二維條碼，或於下列網址輸入查驗碼。"],
    page: "第 {page} 頁，共 {pages} 頁",
    title: "交付證明書",
    statement: "茲證明下列品項已依所載數量及期間交付予下列收件人。",
    parties: ["收件人", "發證單位"],
    columns: ["品項", "零件編號", "數量", "期間"],
    signed: ["電子簽章", "簽章演算法", "金鑰識別碼", "指紋"],
    note: "本證明書以電子簽章核發，無須用印。",
  },
};

const SENDER = {
  name: "Kestrel Systems",
  lines: [
    "Kestrel Systems Ltd.",
    "14 Quay Street, Bristol BS1 4DJ",
    "United Kingdom",
    "care@kestrel.example",
  ],
  returnLine: "Kestrel Systems Ltd. · 14 Quay Street · Bristol BS1 4DJ · United Kingdom",
};

export function sampleLetter(language: Language): Letter {
  const words = WORDS[language];
  const [label, note] = words.code;
  return {
    sender: SENDER,
    recipient: words.recipient,
    particulars: [{ label: words.date[0], value: words.date[1] }],
    heading: words.heading,
    opening: words.opening,
    facts: words.facts.map(([label, value]) => ({ label, value })),
    code: { label, value: "K7QM-3XRT-9WHD", note },
    closing: words.closing,
    check: sampleCheck(language),
    pageLabel: words.page,
  };
}

export function sampleCertificate(language: Language, rows = 3): Certificate {
  const words = WORDS[language];
  const [description, part, quantity, period] = words.columns;
  const company = words.facts[0]?.[1] ?? "";
  const [heading, algorithm, key, fingerprint] = words.signed;
  return {
    issuer: { name: SENDER.name },
    title: words.title,
    number: { label: "No.", value: "KS-2026-000481" },
    statement: words.statement,
    parties: [
      {
        label: words.parties[0],
        lines: [company, ...words.recipient.filter((line) => line !== company)],
      },
      { label: words.parties[1], lines: SENDER.lines },
    ],
    facts: [
      { label: words.date[0], value: words.date[1] },
      ...words.facts.map(([label, value]) => ({ label, value })),
    ],
    table: {
      columns: [
        { label: description, isWide: true },
        { label: part },
        { label: quantity, isNumber: true },
        { label: period },
      ],
      rows: Array.from({ length: rows }, (_, i) => [
        `${description} ${i + 1}\nKestrel Modeler 7.${i}`,
        `D09${i}ELL`,
        `${(i + 1) * 25}`,
        "2026-03-12 – 2027-03-31",
      ]),
    },
    notes: [words.note],
    signature: {
      heading,
      facts: [
        { label: algorithm, value: "Ed25519" },
        { label: key, value: "proof-2026-1" },
        { label: fingerprint, value: "7c1e 90d4 55ab 02f3 6b8e" },
      ],
      note: "",
    },
    check: sampleCheck(language),
    pageLabel: words.page,
  };
}

function sampleCheck(language: Language) {
  const [label, note] = WORDS[language].check;
  return { label, note, code: "4F7K-Q2MX-9TRW", url: "https://care.kestrel.example/check/4F7KQ2MX9TRW" };
}
