/**
 * Texts for people: ICU messages in four languages, checked by the compiler.
 *
 * `texts/en.ts` of a module is the source of the keys and of each message's arguments; the other languages are typed
 * by its keys, and a test compares their arguments. A missing text or a wrong argument does not compile.
 */
import { IntlMessageFormat } from "intl-messageformat";
import type { Language } from "./language.ts";

/** Each language's messages of one module. English, declared `as const`, gives the keys and their arguments. */
export type Translations<En extends Record<string, string>> = { readonly en: En } & Record<
  Exclude<Language, "en">,
  Readonly<Record<keyof En, string>>
>;

/** The names of a message's arguments: `{name}` and `{count, plural, …}`; a branch such as `{# keys}` is none. */
export type ArgumentsOf<Message extends string> = Message extends `${string}{${infer Rest}`
  ? Named<Head<Rest>> | ArgumentsOf<Rest>
  : never;

type Head<Text extends string> = Text extends `${infer Name}}${string}` ? BeforeComma<Name> : never;
type BeforeComma<Text extends string> = Text extends `${infer Name},${string}` ? Name : Text;
type Named<Name extends string> = Name extends "" | `${string}${" " | "#" | "{" | "." | "'"}${string}`
  ? never
  : Name;

type Facts<Message extends string> = Record<ArgumentsOf<Message>, string | number>;

/** Says the texts of one module in one language: `say("keysShown", { count: 2 })`. */
export type Say<En extends Record<string, string>> = <Key extends keyof En & string>(
  key: Key,
  ...facts: [ArgumentsOf<En[Key]>] extends [never] ? [] : [Facts<En[Key]>]
) => string;

const formats = new Map<string, IntlMessageFormat>();

/** ICU text is parsed once per process and language. */
export function speaker<En extends Record<string, string>>(
  language: Language,
  texts: Translations<En>,
): Say<En> {
  return (key, ...facts) => {
    const name = `${language} ${texts[language][key]}`;
    const format =
      formats.get(name) ??
      new IntlMessageFormat(texts[language][key], language, undefined, { ignoreTag: true });
    formats.set(name, format);
    return String(format.format(facts[0]));
  };
}
