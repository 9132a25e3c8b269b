export { en as ja } from "./desk.en.ts";
