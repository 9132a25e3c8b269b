/** The question above a list. A plain GET form: its answer has an address that can be shared. */
import type { ComponentChildren } from "preact";
import { useSay } from "./locale/reader.ts";

interface Choice {
  name: string;
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
}

interface FilterProps {
  action: string;
  search?: { name: string; label: string; value: string };
  /** Days, each as ISO text or empty: the ends of a range. */
  days?: readonly { name: string; label: string; value: string }[];
  selects?: readonly Choice[];
  /** What stays as it is, such as the order. The cursor does not: a new question starts at the first page. */
  hidden?: Readonly<Record<string, string>>;
  /** Whether anything is filtered, so that it can be cleared. */
  isFiltered?: boolean;
}

/** A script may show the answer while a person types, in the `Results` of the same page. */
export function FilterBar(props: FilterProps) {
  const { action, search, days = [], selects = [], hidden = {}, isFiltered = false } = props;
  const say = useSay();
  return (
    <search>
      <form class="filter" method="get" action={action} data-live="results">
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {search !== undefined && (
          <div class="filter-search">
            <label for="filter-search">{search.label}</label>
            <input
              id="filter-search"
              type="search"
              name={search.name}
              value={search.value}
              maxLength={200}
              dir="auto"
            />
          </div>
        )}
        {days.map(({ name, label, value }) => (
          <div key={name}>
            <label for={`filter-${name}`}>{label}</label>
            <input id={`filter-${name}`} type="date" name={name} value={value} />
          </div>
        ))}
        {selects.map((choice) => (
          <FilterSelect key={choice.name} choice={choice} />
        ))}
        <button type="submit">{say("filterApply")}</button>
        {isFiltered && <a href={action}>{say("filterClear")}</a>}
      </form>
    </search>
  );
}

function FilterSelect({ choice: { name, label, value, options } }: { choice: Choice }) {
  const id = `filter-${name}`;
  return (
    <div>
      <label for={id}>{label}</label>
      <select id={id} name={name}>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The answer to the page's filters: table, pager, exports. One a page. */
export function Results({ children }: { children: ComponentChildren }) {
  return <div id="results">{children}</div>;
}

/** An address with a changed query: absent and empty values leave it. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | null | undefined>>,
): string {
  const used = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== "",
  );
  const text = new URLSearchParams(used.map(([name, value]) => [name, String(value)])).toString();
  return text === "" ? path : `${path}?${text}`;
}
