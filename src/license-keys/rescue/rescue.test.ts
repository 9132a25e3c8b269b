/** Emergency keys: at any hour, for 72 hours, so many a year, with everybody told. Source: issue 5 point 8. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { sql } from "kysely";
import { CAST } from "../../../test/cast.ts";
import { clearKeys, HANA, type KeyStage, keyStage } from "../../../test/keys.ts";
import { readLicenseFile } from "../../license-files/index.ts";
