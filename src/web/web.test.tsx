/** What the pavement promises to every page: nothing a person wrote becomes markup, and every ear and key is served. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { LANGUAGES } from "../platform/language.ts";
import { CodeBlock } from "./code.tsx";
import { Empty } from "./empty.tsx";
import { ErrorPage } from "./error-page.tsx";
import { FilterBar, withQuery } from "./filter.tsx";
import { CheckboxField, Field, Form, SelectField, SubmitButton, TextAreaField } from "./form.tsx";
import { Reader } from "./locale/reader.ts";
import { Page, PlainPage } from "./page.tsx";
import { Refusal } from "./refusal.tsx";
import type { Chrome } from "./shell/chrome.ts";
import { renderPage } from "./shell/send.ts";
import { type Column, CursorPager, DataTable } from "./table.tsx";
import { Amount, Bytes, Day, PersonName, When } from "./values.tsx";

const EVIL = `"><script>alert(1)</script> autofocus`;

const chrome: Chrome = {
  brand: "Portal",
  language: "en",
  theme: "system",
  here: "/list?q=a&b",
  person: "Ada",
  navigation: [
    { label: "Things", items: [{ href: "/list", label: "List", current: true, count: 3 }] },
    { label: "More", items: [{ href: "/more", label: "More", current: false, count: 0 }] },
  ],
};

describe("a page", () => {
  test("carries no inline style, script or handler, whatever people wrote", () => {
    const html = renderPage(
      <Page chrome={{ ...chrome, person: EVIL, brand: EVIL, here: EVIL }} title={EVIL} lead={EVIL}>
        <Form errors={{ name: EVIL }} hidden={{ a: EVIL }}>
          <Field name="name" label={EVIL} value={EVIL} hint={EVIL} />
          <TextAreaField name="note" label={EVIL} value={`</textarea>${EVIL}`} />
          <SelectField name="pick" label={EVIL} options={[{ value: EVIL, label: EVIL }]} />
        </Form>
        <Refusal sentence={EVIL} rule={EVIL} helpers={[{ name: EVIL, email: EVIL }]} />
        <CodeBlock label={EVIL} value={EVIL} />
      </Page>,
    );
    assert.ok(!html.includes("<script>"));
    assert.deepEqual(html.match(/<script(?! type="module" src="\/assets\/)/g), null);
    assert.deepEqual(html.match(/<[^<>]*\s(style|on\w+)=/g), null);
  });

  test("says its language, its theme and that no search engine may keep it", () => {
    const html = renderPage(
      <PlainPage visit={{ ...chrome, language: "zh-TW", theme: "dark" }} title="登入" />,
    );
    assert.ok(html.startsWith('<!doctype html><html lang="zh-Hant-TW" data-theme="dark">'));
    assert.ok(html.includes("<title>登入 – Portal</title>"));
    assert.ok(html.includes('<meta name="robots" content="noindex, nofollow"'));
    assert.ok(renderPage(<PlainPage visit={chrome} title="Sign in" />).includes('<html lang="en">'));
  });

  test("gives the focus to its heading, or to what asks for it within", () => {
    const plain = renderPage(<Page chrome={chrome} title="List" />);
    assert.equal(focused(plain), "h1");
    const wrong = renderPage(
      <Page chrome={chrome} title="List">
        <Form errors={{ name: "Enter a name." }}>
          <Field name="name" label="Name" />
        </Form>
      </Page>,
    );
    assert.equal(focused(wrong), "div");
    assert.equal(focused(renderPage(<PlainPage visit={chrome} title={EVIL} />)), "h1");
  });

  test("marks the present place once and counts only what waits", () => {
    const html = renderPage(<Page chrome={chrome} title="List" />);
    assert.equal(html.match(/aria-current="page"/g)?.length, 1);
    assert.equal(html.match(/class="count"/g)?.length, 1);
  });

  test("switches language and theme by plain forms that come back to the same address", () => {
    const html = renderPage(<Page chrome={chrome} title="List" />);
    const back = '<input type="hidden" name="returnTo" value="/list?q=a&amp;b"/>';
    assert.equal(html.split(back).length - 1, 3);
    assert.equal(html.match(/<form method="post" action="\/preferences">/g)?.length, 3);
    assert.ok(html.includes('<form class="sign-out" method="post" action="/sign-out">'));
  });
});

describe("an error page", () => {
  for (const language of LANGUAGES) {
    test(`says in ${language} what happened, what to do and which number to name`, () => {
      for (const status of [400, 401, 403, 404, 405, 409, 410, 413, 429, 500, 503, 418]) {
        const html = renderPage(
          <ErrorPage visit={{ ...chrome, language }} status={status} requestId="req-1" />,
        );
        assert.match(html, /<h1[^>]*>[^<]+<\/h1>/);
        assert.match(html, /<p class="lead">[^<]+<\/p>/);
        assert.ok(html.includes(">req-1</code>"));
        assert.ok(html.includes(status === 401 ? 'href="/sign-in"' : 'class="button primary" href="/"'));
      }
    });
  }
});

describe("a form", () => {
  const html = draw(
    <Form errors={{ "sites[0]": "Choose one.", form: "It changed.", fine: undefined }}>
      <Field name="sites[0]" label="Site" hint="Seven digits" isCode />
      <Field name="fine" label="Name" required={false} value="佐藤" />
      <CheckboxField name="agree" label="I agree" checked />
      <SubmitButton name="decision" value="yes" description="Approve Ada">
        Approve
      </SubmitButton>
    </Form>,
  );

  test("lists every error once, each leading to its field, those of no field without a link", () => {
    assert.ok(html.includes("There are 2 things to correct"));
    assert.ok(html.includes('<a href="#field-sites-0-">Choose one.</a>'));
    assert.ok(html.includes("<li>It changed.</li>"));
    assert.ok(html.includes('role="alert"'));
  });

  test("ties label, hint and error to the control", () => {
    assert.match(html, /<label for="field-sites-0-">/);
    const control = html.match(/<input[^>]*name="sites\[0\]"[^>]*>/)?.[0] ?? "";
    assert.match(control, /id="field-sites-0-"/);
    assert.match(control, /aria-describedby="field-sites-0--hint field-sites-0--error"/);
    assert.match(control, /aria-invalid="true"/);
    assert.match(control, /\srequired/);
  });

  test("marks what is optional, and leaves a good field alone", () => {
    assert.ok(html.includes("(optional)"));
    const control = html.match(/<input[^>]*name="fine"[^>]*>/)?.[0] ?? "";
    assert.ok(!/aria-invalid|aria-describedby|required/.test(control));
    assert.match(control, /dir="auto"/);
  });

  test("has no summary when nothing is wrong", () => {
    assert.ok(!draw(<Form errors={{ a: undefined }}>x</Form>).includes("alert"));
  });
});

describe("a table", () => {
  const columns: Column<{ id: string; count: number }>[] = [
    { header: "Name", cell: ({ id }) => id, sortKey: "name" },
    { header: "Count", cell: ({ count }) => count, isNumeric: true, sortKey: "count" },
    { header: "Do", cell: () => "x", isHeaderHidden: true },
  ];
  const table = (current: string, rows = [{ id: "A", count: 2 }]) =>
    draw(
      <DataTable
        caption="Things"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        sorting={{ current, href: (sort) => withQuery("/list", { sort }) }}
        empty={<Empty title="No things yet" />}
      />,
    );

  test("says which column it is sorted by, and links to the other direction", () => {
    assert.match(table("name"), /<th scope="col" aria-sort="ascending"><a href="\/list\?sort=-name">Name</);
    assert.match(table("-name"), /<th scope="col" aria-sort="descending"><a href="\/list\?sort=name">Name</);
    assert.equal(table("name").match(/aria-sort/g)?.length, 1);
  });

  test("names each cell by its column, and the row by its first", () => {
    assert.match(
      table("name"),
      /<th scope="row">A<\/th><td class="num" data-label="Count">2<\/td><td>x<\/td>/,
    );
  });

  test("can be reached by keyboard where it scrolls", () => {
    assert.match(table("name"), /<section class="table" tabindex="0" aria-label="Things, scrolls sideways">/);
  });

  test("shows what to do when it is empty", () => {
    assert.ok(table("name", []).includes("No things yet"));
    assert.ok(!table("name", []).includes("<table"));
  });

  test("leaves out the pages that are not there", () => {
    const pager = draw(<CursorPager shown={1} next="/list?after=1" />);
    assert.ok(pager.includes("1 entry shown") && pager.includes('rel="next"'));
    assert.ok(!pager.includes('rel="prev"') && !pager.includes("First"));
  });

  test("keeps the order and drops the cursor when it is filtered", () => {
    const bar = draw(
      <FilterBar
        action="/list"
        hidden={{ sort: "-name" }}
        search={{ name: "q", label: "Find", value: "a" }}
      />,
    );
    assert.match(bar, /<form class="filter" method="get" action="\/list" data-live="results">/);
    assert.match(bar, /<input type="hidden" name="sort" value="-name"\/>/);
    assert.equal(withQuery("/list", { q: "", after: null, sort: "a b", page: 2 }), "/list?sort=a+b&page=2");
  });
});

describe("a value", () => {
  test("is written as the language writes it", () => {
    assert.match(draw(<Day date="2026-03-31" />, "ja"), /<time datetime="2026-03-31">2026\/03\/31</);
    assert.match(draw(<Day date="2026-03-31" style="long" />, "ko"), />2026년 3월 31일</);
    assert.match(
      draw(<When at="2026-03-31T23:30:00Z" timeZone="Asia/Tokyo" />, "en"),
      /Apr 1, 2026, 08:30 GMT\+9/,
    );
    assert.match(draw(<Bytes sizeBytes={52_428_800} />), />52\.4 MB</);
  });

  test("has the decimals of its currency and no other", () => {
    const amount = (money: { amount: number; currency: string }) =>
      draw(<Amount money={money} />).replace(/<[^>]+>/g, "");
    assert.equal(amount({ amount: 123_456, currency: "USD" }), "$1,234.56");
    assert.equal(amount({ amount: -5, currency: "USD" }), "-$0.05");
    assert.equal(amount({ amount: 123_456, currency: "JPY" }), "¥123,456");
    assert.equal(amount({ amount: 123_456, currency: "TWD" }), "NT$123,456");
    assert.equal(amount({ amount: 9_007_199_254_740_991, currency: "USD" }), "$90,071,992,547,409.91");
  });

  test("that is absent is a dash to the eye and a word to the ear", () => {
    assert.match(draw(<Day date={null} />, "ja"), /aria-hidden="true">–<\/span><span class="vh">なし</);
  });

  test("in any script cannot turn its surroundings round", () => {
    assert.ok(draw(<PersonName name={"\u202Eevil"} />).includes("<bdi>\u202Eevil</bdi>"));
  });
});

/** The name of the one element that takes the focus when the page opens. */
function focused(html: string): string {
  const asking = [...html.matchAll(/<(\w+)(?:\s[\w-]+(?:="[^"]*")?)*\sautofocus[\s>]/g)];
  assert.equal(asking.length, 1);
  return asking[0]?.[1] ?? "";
}

function draw(node: VNode, language: (typeof LANGUAGES)[number] = "en"): string {
  return renderToString(<Reader.Provider value={{ language, timeZone: "UTC" }}>{node}</Reader.Provider>);
}
