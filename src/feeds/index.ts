export { importFeed } from "./operations.ts";
