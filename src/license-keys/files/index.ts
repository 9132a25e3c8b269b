export { freshHostFile, type HostFile, newestHostFile, writeHostFile } from "./documents.ts";
export { fileNameOf, longNumber, secondOf } from "./rules.ts";
