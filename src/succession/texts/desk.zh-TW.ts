export { en as zhTW } from "./desk.en.ts";
