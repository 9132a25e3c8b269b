/** Rights as people read and choose them. Handed on by the door, for whoever else gives access. */
import { holds, PRIVILEGES, type Privileges, type Role } from "../../access/index.ts";
import type { Values } from "../../platform/http/forms.ts";
import type { Language } from "../../platform/language.ts";
import { Facts } from "../../web/facts.tsx";
import { SelectField } from "../../web/form.tsx";
import { MANAGING, PRIVILEGE_NAMES } from "./rights.rules.ts";
import { privilegeText, rightsSay, roleText } from "./rights.texts.ts";

interface RightsProps {
  readonly language: Language;
  readonly privileges: Privileges;
}

/** A line of plain words for each privilege. */
export function RightsFacts({ language, privileges }: RightsProps) {
  const say = rightsSay(language);
  const items = PRIVILEGE_NAMES.map((name) => ({
    label: say(name),
    value: privilegeText(language, name, privileges[name]),
    isWide: true,
  }));
  return <Facts items={items} />;
}

interface RoleProps {
  readonly language: Language;
  readonly value: string | undefined;
  /** Shown first and empty, for whoever has still to choose. */
  readonly prompt?: string;
}

/** Secondary contact or user, as `role`. */
export function RoleField({ language, value, prompt }: RoleProps) {
  const say = rightsSay(language);
  const roles = ["user", "secondary"] as const;
  return (
    <SelectField
      name="role"
      label={say("role")}
      hint={roles.map((role) => `${say(`role.${role}`)}: ${say(`about.${role}`)}`).join(" ")}
      options={roles.map((role) => ({ value: role, label: roleText(language, role) }))}
      value={value ?? ""}
      {...(prompt === undefined ? {} : { prompt })}
    />
  );
}

interface FieldsProps {
  readonly language: Language;
  /** What the form has, by `privileges.…`. */
  readonly values: Values;
  /** What the reader holds: nobody gives more. */
  readonly own: Privileges;
  /** Whether a field may stay as usual for the role: for somebody new. */
  readonly isNew?: boolean;
  /** Left out: fields that this role cannot have. */
  readonly role?: Role;
}

/** One field a privilege, `privileges.softwareAndServices` and so on; `privilegesIn` reads them. */
export function PrivilegeFields({ language, values, own, isNew = false, role }: FieldsProps) {
  const say = rightsSay(language);
  const names = PRIVILEGE_NAMES.filter((name) => role !== "user" || !MANAGING.includes(name));
  return (
    <>
      {names.map((name) => {
        const field = `privileges.${name}`;
        const value = values[field];
        const offered = PRIVILEGES[name].filter((each) => each === value || holds(own, name, each));
        const options = offered.map((each) => ({ value: each, label: privilegeText(language, name, each) }));
        return (
          <SelectField
            key={name}
            name={field}
            label={say(name)}
            options={options}
            value={value ?? ""}
            required={!isNew}
            {...(isNew ? { prompt: say("asUsual") } : {})}
            {...(MANAGING.includes(name) ? { hint: say("onlySecondary") } : {})}
          />
        );
      })}
    </>
  );
}
