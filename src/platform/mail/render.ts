/**
 * A message's blocks as a text part and an HTML part, both in the reader's language.
 *
 * Everything is escaped; a text that people wrote stays text. Links lead to this portal and nowhere else. The HTML has
 * no styles, scripts or images: mail programs show it in the reader's own way, and screen readers read it in order.
 * Pure.
 */
import { tagOf } from "../language.ts";
import type { Block, MailContent, MailReader, MailTemplates } from "./template.ts";

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly unsubscribe: string | null;
}

/** The message that a template makes of its facts. */
export function renderMail(
  templates: MailTemplates,
  { template, facts }: { template: string; facts: unknown },
  reader: MailReader,
): RenderedMail {
  const compose = templates[template];
  if (compose === undefined) throw new Error(`no mail template ${template}`);
  const content = compose(facts as never, reader);
  return {
    subject: oneLine(content.subject),
    text: textOf(content, reader),
    html: htmlOf(content, reader),
    unsubscribe: content.unsubscribe === undefined ? null : checkedLink(content.unsubscribe, reader),
  };
}

function textOf({ blocks }: MailContent, reader: MailReader): string {
  const parts = blocks.map((block) => textOfBlock(block, reader));
  return `${[...parts, `-- \n${signatureOf(reader)}`].join("\n\n")}\n`;
}

function textOfBlock(block: Block, reader: MailReader): string {
  if (block.kind === "heading") return `${oneLine(block.text)}\n${"=".repeat(8)}`;
  if (block.kind === "text") return clean(block.text);
  if (block.kind === "action")
    return `${labelOf(block.label, reader).trimEnd()}\n${checkedLink(block.href, reader)}`;
  if (block.kind === "code") return `${labelOf(block.label, reader).trimEnd()}\n    ${oneLine(block.code)}`;
  if (block.kind === "file")
    return `${labelOf(block.label, reader)}${oneLine(block.name)}\n\n${clean(block.text).trimEnd()}`;
  if (block.kind === "list") return block.items.map((item) => `- ${oneLine(item)}`).join("\n");
  return block.rows.map(([label, value]) => `${labelOf(label, reader)}${oneLine(value)}`).join("\n");
}

/** A label with the colon of its language: Japanese and Chinese have a wide one. */
function labelOf(label: string, { language }: MailReader): string {
  return `${oneLine(label)}${language === "ja" || language === "zh-TW" ? "：" : ": "}`;
}

function htmlOf({ subject, blocks }: MailContent, reader: MailReader): string {
  const body = blocks.map((block) => htmlOfBlock(block, reader)).join("\n");
  return [
    "<!doctype html>",
    `<html lang="${tagOf(reader.language)}">`,
    `<head><meta charset="utf-8"><title>${escaped(oneLine(subject))}</title></head>`,
    "<body>",
    body,
    `<hr>\n<p><small>${lines(signatureOf(reader))}</small></p>`,
    "</body>",
    "</html>\n",
  ].join("\n");
}

function htmlOfBlock(block: Block, reader: MailReader): string {
  if (block.kind === "heading") return `<h1 dir="auto">${escaped(block.text)}</h1>`;
  if (block.kind === "text") return `<p dir="auto">${lines(block.text)}</p>`;
  if (block.kind === "code") {
    return `<p>${escaped(block.label)}:<br><strong><code>${escaped(block.code)}</code></strong></p>`;
  }
  if (block.kind === "file") {
    return `<p>${escaped(block.label)}: <code>${escaped(block.name)}</code></p>\n<pre>${escaped(block.text)}</pre>`;
  }
  if (block.kind === "list")
    return `<ul>${block.items.map((item) => `<li dir="auto">${escaped(item)}</li>`).join("")}</ul>`;
  if (block.kind === "facts") {
    const rows = block.rows.map(
      ([label, value]) => `<dt>${escaped(label)}</dt><dd dir="auto">${escaped(value)}</dd>`,
    );
    return `<dl>${rows.join("")}</dl>`;
  }
  const href = escaped(checkedLink(block.href, reader));
  return `<p><a href="${href}"><strong>${escaped(block.label)}</strong></a><br><small>${href}</small></p>`;
}

function signatureOf({ vendorName, baseUrl, careEmail }: MailReader): string {
  return `${vendorName}\n${baseUrl}\n${careEmail}`;
}

/** A mail never sends anybody elsewhere. */
function checkedLink(href: string, { baseUrl }: MailReader): string {
  if (href !== baseUrl && !href.startsWith(`${baseUrl}/`))
    throw new Error(`a mail's link leads elsewhere: ${href}`);
  return new URL(href).href;
}

/** Without the controls that could end a header or a line; tabs and line breaks become spaces. */
function oneLine(text: string): string {
  return clean(text).replaceAll(/\s+/g, " ").trim();
}

function clean(text: string): string {
  return text.toWellFormed().replaceAll(/[^\P{Cc}\n\t]/gu, " ");
}

function lines(text: string): string {
  return escaped(clean(text)).replaceAll("\n", "<br>");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return clean(text).replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
