export { countSignedHosts } from "./store.ts";
