import { useSay } from "../locale/reader.ts";
import { PersonName } from "../values.tsx";
import type { Chrome } from "./chrome.ts";
import { Mark } from "./mark.tsx";
import { LanguageForm, ThemeForm } from "./preferences.tsx";

/** Brand, where one is, who one is. The menus are popovers: they open and close without a script. */
export function Header({ chrome }: { chrome: Chrome }) {
  const say = useSay();
  return (
    <header class="header">
      {chrome.navigation.length > 0 && <MenuButton />}
      <Brand name={chrome.brand} />
      {chrome.chooser !== undefined && <div class="chooser">{chrome.chooser}</div>}
      <button type="button" class="account-button" popovertarget="account">
        <span class="vh">{say("account")} </span>
        <PersonName name={chrome.person} />
      </button>
      <Account chrome={chrome} />
    </header>
  );
}

function MenuButton() {
  const say = useSay();
  return (
    <button type="button" class="menu-button" popovertarget="navigation" aria-label={say("menu")}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d="M3 5h14M3 10h14M3 15h14" />
      </svg>
    </button>
  );
}

/** The portal's name, which leads home. */
export function Brand({ name }: { name: string }) {
  return (
    <a class="brand" href="/">
      <Mark />
      <span>{name}</span>
    </a>
  );
}

function Account({ chrome: { person, profile, here, theme } }: { chrome: Chrome }) {
  const say = useSay();
  return (
    <div class="account" id="account" popover="auto">
      <p>
        <bdi>{say("signedInAs", { name: person })}</bdi>
      </p>
      {profile !== undefined && (
        <p>
          <a href={profile}>{say("profile")}</a>
        </p>
      )}
      <p class="account-label">{say("language")}</p>
      <LanguageForm here={here} />
      <p class="account-label">{say("theme")}</p>
      <ThemeForm here={here} theme={theme} />
      <form class="sign-out" method="post" action="/sign-out">
        <button type="submit">{say("signOut")}</button>
      </form>
    </div>
  );
}
