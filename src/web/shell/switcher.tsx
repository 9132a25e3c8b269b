import { useSay } from "../locale/reader.ts";

interface SwitcherProps {
  /** What is chosen, for ears: "Site". */
  label: string;
  action: string;
  name: string;
  value: string;
  options: readonly { value: string; label: string }[];
}

/** Chooses one of a few places to be in. A script sends it on change; without one there is a button. */
export function Switcher({ label, action, name, value, options }: SwitcherProps) {
  const say = useSay();
  return (
    <form class="switcher" method="get" action={action}>
      <select name={name} aria-label={label} data-send>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
      <button type="submit" data-sends>
        {say("go")}
      </button>
    </form>
  );
}
