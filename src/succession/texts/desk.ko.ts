export { en as ko } from "./desk.en.ts";
