import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { renderMail } from "./render.ts";
import type { Block, MailReader } from "./template.ts";

const reader: MailReader = {
  language: "zh-TW",
  baseUrl: "https://portal.example",
  vendorName: "Acme <Software>",
  careEmail: "care@acme.example",
};

function render(blocks: readonly Block[], subject = "主旨") {
  return renderMail({ one: () => ({ subject, blocks }) }, { template: "one", facts: {} }, reader);
}

describe("a mail", () => {
  test("says its language and its subject in the HTML part", () => {
    const { html } = render([]);
    assert.match(html, /<html lang="zh-Hant-TW">/);
    assert.match(html, /<title>主旨<\/title>/);
  });
  test("shows every block in both parts, in order", () => {
    const { text, html } = render([
      { kind: "heading", text: "Welcome" },
      { kind: "text", text: "One\nTwo" },
      { kind: "facts", rows: [["Site", "7001234"]] },
      { kind: "code", label: "Passcode", code: "ABCD-EFGH" },
      { kind: "list", items: ["first", "second"] },
      { kind: "action", label: "Open", href: "https://portal.example/first-access?site=7001234&x=1" },
    ]);
    const inOrder =
      /Welcome[\s\S]*One[\s\S]*Two[\s\S]*Site[\s\S]*7001234[\s\S]*ABCD-EFGH[\s\S]*first[\s\S]*second[\s\S]*Open[\s\S]*first-access/;
    assert.match(text, inOrder);
    assert.match(html, inOrder);
    assert.match(html, /<a href="https:\/\/portal\.example\/first-access\?site=7001234&amp;x=1">/);
    assert.match(text, /^https:\/\/portal\.example\/first-access\?site=7001234&x=1$/m);
  });
  test("has no style, script or image", () => {
    assert.doesNotMatch(render([{ kind: "text", text: "x" }]).html, /style|<script|<img/i);
  });
  test("BAR 34 shows markup that people wrote as text", () => {
    const evil = `<img src=x onerror="alert('1')">&amp;`;
    const { html } = render(
      [
        { kind: "text", text: evil },
        { kind: "facts", rows: [[evil, evil]] },
      ],
      evil,
    );
    assert.ok(!html.includes("<img"));
    assert.ok(html.includes("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;"));
    assert.ok(html.includes("Acme &lt;Software&gt;"));
  });
  test("BAR 34 leads to this portal and nowhere else", () => {
    for (const href of [
      "https://evil.example/",
      "https://portal.example.evil.example/",
      "javascript:alert(1)",
    ]) {
      assert.throws(() => render([{ kind: "action", label: "Open", href }]), /elsewhere/);
    }
  });
  test("BAR 34 has no line breaks or controls in its subject, whatever stands in a name", () => {
    const { subject } = render([], "Hello\r\nBcc: evil@x.example\0\u0007");
    assert.equal(subject, "Hello Bcc: evil@x.example");
  });
  test("without a template is a fault of ours", () => {
    assert.throws(() => renderMail({}, { template: "none", facts: {} }, reader), /no mail template none/);
  });
});
