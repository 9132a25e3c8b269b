export { countLostLines } from "./store.ts";
