export { en as ko } from "./mails.en.ts";
