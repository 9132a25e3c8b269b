/** Language and appearance: plain forms to `/preferences`, which sets the cookies and comes back. */
import { LANGUAGE_NAMES, LANGUAGES, tagOf } from "../../platform/language.ts";
import { useReader, useSay } from "../locale/reader.ts";
import { THEMES, type Theme } from "./chrome.ts";

const THEME_TEXTS = { system: "themeSystem", light: "themeLight", dark: "themeDark" } as const;

/** Each language by its own name, one press away: no need to read the present one to leave it. */
export function LanguageForm({ here }: { here: string }) {
  const { language } = useReader();
  const say = useSay();
  return (
    <form method="post" action="/preferences">
      <input type="hidden" name="returnTo" value={here} />
      <fieldset class="languages">
        <legend class="vh">{say("language")}</legend>
        {LANGUAGES.map((each) => (
          <button
            key={each}
            type="submit"
            name="language"
            value={each}
            lang={tagOf(each)}
            aria-current={each === language ? "true" : undefined}
          >
            {LANGUAGE_NAMES[each]}
          </button>
        ))}
      </fieldset>
    </form>
  );
}

/** As the system has it, light or dark. */
export function ThemeForm({ here, theme }: { here: string; theme: Theme }) {
  const say = useSay();
  return (
    <form method="post" action="/preferences">
      <input type="hidden" name="returnTo" value={here} />
      <fieldset class="themes">
        <legend class="vh">{say("theme")}</legend>
        {THEMES.map((each) => (
          <button key={each} type="submit" name="theme" value={each} aria-pressed={each === theme}>
            {say(THEME_TEXTS[each])}
          </button>
        ))}
      </fieldset>
    </form>
  );
}

/** The way to the page where country and language are chosen. */
export function RegionLink({ region }: { region: string | undefined }) {
  const say = useSay();
  return (
    <a class="region" href="/preferences">
      {region === undefined ? say("region") : say("regionIs", { name: region })}
    </a>
  );
}
