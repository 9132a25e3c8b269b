/** What the terminal says once the portal is up: where to go, as whom, and where their mail is. */
import type { DemoPerson } from "./demo.ts";
import type { Config } from "./platform/config.ts";

export interface Welcome {
  /** The demo's people with their common password; null outside the demo. */
  readonly demo: { readonly people: readonly DemoPerson[]; readonly password: string } | null;
  readonly operatorKeyFile: string;
}

export function greet(
  { baseUrl, mode, databaseUrl }: Config,
  { demo, operatorKeyFile }: Welcome,
  tookMs: number,
): void {
  const lines = [
    `Carnet is at ${baseUrl}  (up in ${(tookMs / 1000).toFixed(1)} s; Ctrl-C stops everything)`,
    ...(databaseUrl === null
      ? ["Its PostgreSQL is its own, on a unix socket. For anything exposed, set CARNET_DATABASE_URL."]
      : []),
    `The operator's API key is in ${operatorKeyFile}`,
    ...(mode === "demo" ? [`Mail is kept and shown at ${baseUrl}/mailbox`] : []),
    ...(demo === null ? [] : peopleLines(demo)),
  ];
  console.log(`\n${lines.map((line) => `  ${line}`).join("\n")}\n`);
}

function peopleLines({ people, password }: NonNullable<Welcome["demo"]>): string[] {
  const width = Math.max(...people.map(({ email }) => email.length));
  const known = people.filter(({ isRegistered }) => isRegistered);
  const expected = people.filter(({ isRegistered }) => !isRegistered);
  return [
    "",
    `Sign in with the password  ${password}  as`,
    ...known.map(({ email, what }) => `  ${email.padEnd(width)}  ${what}`),
    "The vendor's people add a second factor then: a passkey, or an authenticator app.",
    "Or come in for the first time, with the passcode of the welcome mail, as",
    ...expected.map(({ email, what }) => `  ${email.padEnd(width)}  ${what}`),
  ];
}
