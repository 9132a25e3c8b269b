export { isOpenToTokens } from "./access-tokens/scopes.rules.ts";
