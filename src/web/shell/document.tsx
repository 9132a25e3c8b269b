import type { ComponentChildren } from "preact";
import { tagOf } from "../../platform/language.ts";
import { assetUrl } from "../assets.ts";
import { Reader } from "../locale/reader.ts";
import type { Visit } from "./chrome.ts";

interface DocumentProps {
  title: string;
  visit: Visit;
  children: ComponentChildren;
}

/** The document around every page. The portal is private: no search engine, no address told to others. */
export function Document({ title, visit, children }: DocumentProps) {
  const { language, theme, brand, timeZone = "UTC" } = visit;
  return (
    <html lang={tagOf(language)} data-theme={theme === "system" ? undefined : theme}>
      <head>
        <meta charSet="utf-8" />
        <title>{title === brand ? brand : `${title} – ${brand}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme === "system" ? "light dark" : theme} />
        <meta name="robots" content="noindex, nofollow" />
        <link rel="stylesheet" href={assetUrl("portal.css")} />
        <link rel="icon" type="image/svg+xml" href={assetUrl("mark.svg")} />
        <script type="module" src={assetUrl("portal.js")} />
      </head>
      <body>
        <Reader.Provider value={{ language, timeZone }}>{children}</Reader.Provider>
      </body>
    </html>
  );
}
