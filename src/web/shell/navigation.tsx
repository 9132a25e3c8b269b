import { useSay } from "../locale/reader.ts";
import { Count } from "../values.tsx";
import type { PlaceGroup } from "./chrome.ts";

/** Beside the page where there is room, else a popover that the header's button opens. */
export function Navigation({ groups }: { groups: readonly PlaceGroup[] }) {
  const say = useSay();
  if (groups.length === 0) return null;
  return (
    <nav class="navigation" id="navigation" popover="auto" aria-label={say("navigation")}>
      <button
        type="button"
        class="close"
        popovertarget="navigation"
        popovertargetaction="hide"
        aria-label={say("close")}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M5 5l10 10M15 5L5 15" />
        </svg>
      </button>
      {groups.map((group) => (
        <Group key={group.label} group={group} />
      ))}
    </nav>
  );
}

function Group({ group: { label, items } }: { group: PlaceGroup }) {
  return (
    <div class="places">
      {label !== "" && <p class="places-label">{label}</p>}
      <ul>
        {items.map(({ href, label: name, current, count = 0 }) => (
          <li key={href}>
            <a href={href} aria-current={current ? "page" : undefined}>
              <span>{name}</span>
              {count > 0 && (
                <span class="count">
                  <Count value={count} />
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
