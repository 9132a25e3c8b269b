/** Help with naming a host: what each kind means, and where to find it on the three systems. */
import { CodeBlock } from "../../../web/code.tsx";
import { Section } from "../../../web/page.tsx";
import type { Chrome } from "../../../web/shell/chrome.ts";
import { HOST_EXAMPLES } from "../../hosts/host.rules.ts";
import type { HostKind } from "../../key.data.ts";
import { keySay } from "../../texts.ts";
import { pageSay } from "../texts.ts";
import { COMMANDS, SYSTEMS } from "./help.rules.ts";

/** The first kind is open: it is the one most people need. */
export function HostHelp({ chrome, kinds }: { chrome: Chrome; kinds: readonly HostKind[] }) {
  const say = pageSay(chrome.language);
  return (
    <Section title={say("helpTitle")}>
      <p>{say("helpLead")}</p>
      {kinds.map((kind, at) => (
        <KindHelp key={kind} chrome={chrome} kind={kind} isOpen={at === 0} />
      ))}
    </Section>
  );
}

function KindHelp({ chrome, kind, isOpen }: { chrome: Chrome; kind: HostKind; isOpen: boolean }) {
  const [say, words] = [pageSay(chrome.language), keySay(chrome.language)];
  const example = HOST_EXAMPLES[kind];
  return (
    <details open={isOpen}>
      <summary>{words(`kind.${kind}`)}</summary>
      <p>{say(`help.${kind}`)}</p>
      {example !== "" && <p class="hint">{say("example", { example })}</p>}
      {SYSTEMS.map((system) => {
        const command = COMMANDS[kind][system];
        return command === undefined ? null : <CodeBlock key={system} label={system} value={command} />;
      })}
    </details>
  );
}
