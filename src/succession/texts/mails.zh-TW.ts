export { en as zhTW } from "./mails.en.ts";
