// A licensed program: for each line on stdin it looks at its clock and its file, and says the code.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { checkLicense, readLicense, readState, trustKeys } from "@carnet/license";
import { fileStore } from "@carnet/license/host";

const [file, key, memory] = process.argv.slice(2);
const read = await readLicense(readFileSync(file, "utf8"), await trustKeys([key]));
const store = fileStore(memory);
const state = readState(await store.load());
for await (const product of createInterface({ input: process.stdin })) {
  const now = Date.now();
  const check = checkLicense(read.value, { product, releasedOn: "2010-03-31", hosts: [], now, state });
  await store.save(JSON.stringify(state));
  console.log(`${check.code} ${new Date(now).toString().slice(0, 33)}`);
}
