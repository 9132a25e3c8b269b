/** What the demo vendor's products and parts are called in the customers' languages. */

export interface Words {
  readonly en: string;
  readonly ja: string;
  readonly ko: string;
  readonly "zh-TW": string;
}

export const LANGUAGES = ["en", "ja", "ko", "zh-TW"] as const;

export const PRODUCT_WORDS: Readonly<Record<string, Words>> = {
  was: {
    en: "Application server for Java",
    ja: "Java アプリケーション・サーバー",
    ko: "Java 애플리케이션 서버",
    "zh-TW": "Java 應用程式伺服器",
  },
  mq: {
    en: "Messaging between applications",
    ja: "アプリケーション間のメッセージング",
    ko: "애플리케이션 간 메시징",
    "zh-TW": "應用程式之間的訊息傳遞",
  },
  "mq-express": {
    en: "Messaging for smaller companies",
    ja: "中堅・中小企業向けのメッセージング",
    ko: "중소기업용 메시징",
    "zh-TW": "適合中小企業的訊息傳遞",
  },
  clearcase: {
    en: "Version control and workspaces",
    ja: "バージョン管理とワークスペース",
    ko: "버전 관리 및 작업 공간",
    "zh-TW": "版本控制與工作區",
  },
  clearquest: {
    en: "Change requests and their workflow",
    ja: "変更要求とワークフローの管理",
    ko: "변경 요청 및 워크플로 관리",
    "zh-TW": "變更要求與工作流程管理",
  },
  domino: {
    en: "Mail, calendar and team databases",
    ja: "メール、カレンダー、チーム用データベース",
    ko: "메일, 일정 및 팀 데이터베이스",
    "zh-TW": "郵件、行事曆與團隊資料庫",
  },
  portal: {
    en: "Portal pages and their integration",
    ja: "ポータル・ページとその統合",
    ko: "포털 페이지와 통합",
    "zh-TW": "入口網頁及其整合",
  },
  ids: {
    en: "Database for transactions",
    ja: "トランザクション処理データベース",
    ko: "트랜잭션 처리 데이터베이스",
    "zh-TW": "交易處理資料庫",
  },
  db2: {
    en: "Relational database",
    ja: "リレーショナル・データベース",
    ko: "관계형 데이터베이스",
    "zh-TW": "關聯式資料庫",
  },
  tsm: {
    en: "Backup and archive",
    ja: "バックアップとアーカイブ",
    ko: "백업 및 아카이브",
    "zh-TW": "備份與保存",
  },
  doors: {
    en: "Requirements management",
    ja: "要件管理",
    ko: "요구사항 관리",
    "zh-TW": "需求管理",
  },
};

export const PART_WORDS: Readonly<Record<"license" | "renewal" | "reinstatement", Words>> = {
  license: {
    en: "license and subscription and support 12 months",
    ja: "ライセンス（ソフトウェア・サブスクリプション＆サポート 12 か月付き）",
    ko: "라이센스 및 소프트웨어 구독과 기술지원 12개월",
    "zh-TW": "授權與軟體產品更新及技術支援服務 12 個月",
  },
  renewal: {
    en: "subscription and support renewal 12 months",
    ja: "ソフトウェア・サブスクリプション＆サポート更新 12 か月",
    ko: "소프트웨어 구독과 기술지원 갱신 12개월",
    "zh-TW": "軟體產品更新及技術支援服務續約 12 個月",
  },
  reinstatement: {
    en: "subscription and support reinstatement 12 months",
    ja: "ソフトウェア・サブスクリプション＆サポート再開 12 か月",
    ko: "소프트웨어 구독과 기술지원 복권 12개월",
    "zh-TW": "軟體產品更新及技術支援服務重續 12 個月",
  },
};

/** The same words behind a product's name, in each language. */
export function namedWords(name: string, words: Words): Words {
  const of = (language: (typeof LANGUAGES)[number]) => `${name} ${words[language]}`;
  return { en: of("en"), ja: of("ja"), ko: of("ko"), "zh-TW": of("zh-TW") };
}
