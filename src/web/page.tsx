/**
 * The pages' frame. `Page` is for people who signed in, `PlainPage` for sign-in, registration and errors.
 *
 * Everything comes by props; `chrome` and `visit` are made once per request. The heading is the document's title.
 */
import type { ComponentChildren } from "preact";
import { useSay } from "./locale/reader.ts";
import type { Chrome, Visit } from "./shell/chrome.ts";
import { Document } from "./shell/document.tsx";
import { Brand, Header } from "./shell/header.tsx";
import { Navigation } from "./shell/navigation.tsx";
import { LanguageForm, RegionLink } from "./shell/preferences.tsx";

interface HeadingProps {
  title: string;
  /** A sentence under the heading: what this page answers. */
  lead?: ComponentChildren;
  /** Stands at the heading's end: links and buttons for the whole page. */
  actions?: ComponentChildren;
  /** The page above this one. */
  back?: { href: string; label: string };
}

interface PageProps extends HeadingProps {
  chrome: Chrome;
  children?: ComponentChildren;
}

export function Page({ chrome, children, ...heading }: PageProps) {
  return (
    <Document title={heading.title} visit={chrome}>
      <Skip />
      <Header chrome={chrome} />
      {chrome.banner}
      <div class="shell">
        <Navigation groups={chrome.navigation} />
        <div class="content">
          <main id="main">
            <Heading {...heading} />
            {children}
          </main>
          <Footer visit={chrome} />
        </div>
      </div>
    </Document>
  );
}

interface PlainPageProps extends HeadingProps {
  visit: Visit;
  /** Room for a document or a report instead of a form. */
  isWide?: boolean;
  children?: ComponentChildren;
}

/** One narrow column, with the switch of language and country at the top. */
export function PlainPage({ visit, isWide = false, children, ...heading }: PlainPageProps) {
  return (
    <Document title={heading.title} visit={visit}>
      <Skip />
      <header class="plain-header">
        <Brand name={visit.brand} />
        <div class="plain-switches">
          <LanguageForm here={visit.here} />
          <RegionLink region={visit.region} />
        </div>
      </header>
      {visit.banner}
      <main id="main" class={isWide ? "sheet wide" : "sheet"}>
        <Heading {...heading} />
        {children}
      </main>
    </Document>
  );
}

interface SectionProps {
  title: string;
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** A part of a page with its own heading, on its own sheet. */
export function Section({ title, actions, children }: SectionProps) {
  return (
    <section class="section">
      <div class="section-head">
        <h2>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}

/** Sections side by side where there is room. */
export function Columns({ children }: { children: ComponentChildren }) {
  return <div class="columns">{children}</div>;
}

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function ActionLink({
  href,
  isMain = false,
  children,
}: {
  href: string;
  isMain?: boolean;
  children: ComponentChildren;
}) {
  return (
    <a class={isMain ? "button primary" : "button"} href={href}>
      {children}
    </a>
  );
}

function Skip() {
  const say = useSay();
  return (
    <a class="skip" href="#main">
      {say("skip")}
    </a>
  );
}

function Heading({ title, lead, actions, back }: HeadingProps) {
  return (
    <div class="heading">
      {back !== undefined && (
        <p class="back">
          <a href={back.href}>{back.label}</a>
        </p>
      )}
      <div class="heading-line">
        <h1 tabIndex={-1} autofocus>
          {title}
        </h1>
        {actions !== undefined && <div class="actions">{actions}</div>}
      </div>
      {lead !== undefined && <p class="lead">{lead}</p>}
    </div>
  );
}

function Footer({ visit }: { visit: Visit }) {
  return (
    <footer class="footer">
      <LanguageForm here={visit.here} />
      <RegionLink region={visit.region} />
    </footer>
  );
}

export { sendPage } from "./shell/send.ts";
