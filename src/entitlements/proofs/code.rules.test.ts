import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { foldCheckCode, printedCheckCode } from "./code.rules.ts";

const CODE = "K7QM3XRT9WH1";
const symbols = fc.constantFrom(..."0123456789ABCDEFGHJKMNPQRSTVWXYZ");
const codes = fc.array(symbols, { minLength: 12, maxLength: 12 }).map((all) => all.join(""));

describe("a check code", () => {
  test("is printed in groups of four", () => {
    assert.equal(printedCheckCode(CODE), "K7QM-3XRT-9WH1");
  });

  test("is read whatever its case, width, dashes and spaces", () => {
    for (const typed of [
      "k7qm-3xrt-9wh1",
      " K7QM 3XRT 9WH1 ",
      "Ｋ７ＱＭ－３ＸＲＴ－９ＷＨ１",
      "K7QM–3XRT—9WH1",
    ]) {
      assert.equal(foldCheckCode(typed), CODE, typed);
    }
  });

  test("is read with I and L for 1, and O for 0", () => {
    assert.equal(foldCheckCode("OoIiLl-ABCD-EF"), "001111ABCDEF");
  });

  test("is read back from its print, whichever it is", () => {
    fc.assert(fc.property(codes, (code) => foldCheckCode(printedCheckCode(code).toLowerCase()) === code));
  });

  test("is none with eleven or thirteen symbols, with a U, or with nothing", () => {
    for (const typed of ["K7QM-3XRT-9WH", "K7QM-3XRT-9WH12", "K7QM-3XRT-9WHU", "", "---", "K7QM-3XRT-9WH!"]) {
      assert.equal(foldCheckCode(typed), undefined, typed);
    }
  });
});
