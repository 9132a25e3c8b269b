export { en as ja } from "./mails.en.ts";
