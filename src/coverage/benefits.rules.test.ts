import assert from "node:assert/strict";
import { test } from "node:test";
import { BENEFITS } from "./benefits.rules.ts";

test("DOMAIN 5.2 what is given without and with subscription and support", () => {
  assert.deepEqual(
    BENEFITS.map((benefit) => [benefit.name, benefit.without, benefit.with]),
    [
      ["licenseUse", "yes", "yes"],
      ["newVersions", "no", "yes"],
      ["versionNotices", "no", "yes"],
      ["designatedStaff", "no", "partly"],
      ["severityOnePhone", "no", "around-the-clock"],
      ["remotePhone", "no", "yes"],
      ["electronicService", "no", "around-the-clock"],
      ["supportSite", "restricted", "unrestricted"],
    ],
  );
});
