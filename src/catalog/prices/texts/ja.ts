import type { Texts } from "./en.ts";

export const ja: Texts = {
  title: "価格の点検",
  lead: "価格または更新用の部品が登録されていないため、お客様が現在オンラインで注文できないものの一覧です。",
  search: "検索",
  what: "不足しているもの",
  all: "すべて",
  "what.price": "価格",
  "what.renewal-part": "更新用の部品",
  product: "製品",
  code: "製品コード",
  part: "部品番号",
  kind: "種別",
  "kind.license": "ライセンス",
  "kind.renewal": "更新",
  currency: "通貨",
  level: "価格レベル",
  programs: "プログラム",
  sites: "対象サイト数",
  none: "不足はありません",
  noneText:
    "すべての部品に、サイトが使う通貨と価格レベルの価格があり、保有されている製品にはすべて更新用の部品があります。",
  noneFound: "該当するものがありません",
  noneFoundText: "部品番号または製品名の一部で検索してください。",
  showAll: "すべて表示",
  note: "固有の価格がない再開の部品はライセンスの {percent} % となるため、一覧には含まれません。不足分はデータ取り込みで送信してください。",
};
