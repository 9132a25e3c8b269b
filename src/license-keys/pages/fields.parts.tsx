/** The fields that name a host: one that is known, or one that is typed. */

import type { Values } from "../../platform/http/forms.ts";
import { Field, SelectField } from "../../web/form.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { HOST_EXAMPLES } from "../hosts/host.rules.ts";
import type { ListedHost } from "../hosts/list.store.ts";
import type { HostKind } from "../key.data.ts";
import { keySay } from "../texts.ts";
import { spelled } from "./shared.parts.tsx";
import { pageSay } from "./texts.ts";

interface HostFieldsProps {
  readonly chrome: Chrome;
  readonly hosts: readonly ListedHost[];
  readonly kinds: readonly HostKind[];
  readonly values: Values;
}

/** Known hosts first; who types one that is known finds it all the same. */
export function HostFields({ chrome, hosts, kinds, values }: HostFieldsProps) {
  const [say, words] = [pageSay(chrome.language), keySay(chrome.language)];
  const known = hosts.filter(({ kind }) => kinds.includes(kind));
  return (
    <>
      {known.length > 0 && (
        <SelectField
          name="hostId"
          label={say("knownHost")}
          hint={say("knownHostHint")}
          required={false}
          prompt={say("newHost")}
          value={values["hostId"]}
          options={known.map((host) => ({
            value: host.id,
            label: `${host.name} (${words(`kind.${host.kind}`)}${host.value === "" ? "" : ` ${spelled(host)}`})`,
          }))}
        />
      )}
      <fieldset>
        <legend>{say("newHost")}</legend>
        <SelectField
          name="kind"
          label={words("hostKind")}
          hint={say("kindHint")}
          required={known.length === 0}
          value={values["kind"]}
          options={kinds.map((kind) => ({ value: kind, label: words(`kind.${kind}`) }))}
        />
        <Field
          name="value"
          label={words("hostValue")}
          hint={say("valueHint", { example: HOST_EXAMPLES[kinds[0] ?? "ethernet"] })}
          required={false}
          isCode
          maxLength={600}
          value={values["value"]}
        />
        <Field
          name="name"
          label={say("hostName")}
          hint={say("hostNameHint")}
          required={false}
          maxLength={200}
          value={values["name"]}
        />
      </fieldset>
    </>
  );
}
