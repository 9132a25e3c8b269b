/** The vectors' lives of more than one step. */
import { answerPayload, keyList, leasePayload, license, revocations, token } from "../sign.ts";
import { APP01, DAY, type Life, looks, type Step, withKey } from "./steps.ts";
import { keys } from "./texts.ts";

const { current, next, spoilt, strange } = keys;
const MACHINE = "m1:0123456789abcdef";

const file = (sequence: number): NonNullable<Step["check"]> => ({
  files: [license(current, { sequence })],
  releasedOn: "2010-03-31",
});
const lasting = { files: [license(current, withKey({ expiresAt: null }))], releasedOn: "2010-03-31" };
const RETURNED = license(current, { sequence: 8, keys: [] });
const anyHost = (name: string, sequence: number): NonNullable<Step["check"]> => ({
  files: [license(current, { sequence, host: { kind: "any", value: "", name } })],
  releasedOn: "2010-03-31",
});
const lease = (change = {}) => token(current, leasePayload(current, change));

const walks: readonly Life[] = [
  {
    name: "an older file of the host",
    steps: [
      { at: DAY, code: "ok", check: file(7), hosts: APP01 },
      { at: DAY, code: "ok", check: file(8), hosts: APP01 },
      { at: DAY, code: "older_file", check: file(7), hosts: APP01 },
    ],
  },
  {
    name: "of several files of a host the newest counts, in whatever order they are given: all was returned",
    steps: [
      {
        at: DAY,
        code: "wrong_product",
        check: { files: [license(current), RETURNED], releasedOn: "2010-03-31" },
        hosts: APP01,
        keep: "none",
      },
      {
        at: DAY,
        code: "wrong_product",
        check: { files: [RETURNED, license(current)], releasedOn: "2010-03-31" },
        hosts: APP01,
        restore: "none",
      },
    ],
  },
  {
    name: "two hosts of the kind any have two memories",
    steps: [
      { at: DAY, code: "ok", check: anyHost("one", 8) },
      { at: DAY, code: "ok", check: anyHost("two", 3) },
      { at: DAY, code: "older_file", check: anyHost("one", 7) },
    ],
  },
  {
    name: "BAR case 32 the clock goes back eleven days, and forward again",
    steps: [
      { at: "2010-01-25T12:00:00Z", code: "ok", check: file(7), hosts: APP01 },
      { at: "2010-01-14T12:00:00Z", code: "clock_rolled_back", check: file(7), hosts: APP01 },
      { at: "2010-01-24T11:59:59Z", code: "clock_rolled_back", check: file(7), hosts: APP01 },
      { at: "2010-01-24T12:00:00Z", code: "ok", check: file(7), hosts: APP01 },
      { at: "2010-02-04T03:00:00Z", code: "expired", check: file(7), hosts: APP01 },
      { at: "2010-02-03T03:00:00Z", code: "ok", check: file(7), hosts: APP01 },
    ],
  },
  {
    name: "BAR case 32 an old state put back: the newer file and the newer list still tell",
    steps: [
      { at: "2010-01-07T00:00:00Z", code: "ok", check: file(7), hosts: APP01, keep: "old" },
      { at: "2010-01-25T00:00:00Z", code: "ok", check: file(8), hosts: APP01 },
      { at: "2010-01-25T00:00:00Z", code: "ok", check: file(8), hosts: APP01, restore: "old" },
      { at: "2010-01-25T00:00:00Z", code: "older_file", check: file(7), hosts: APP01 },
      { at: "2010-01-23T00:00:00Z", code: "clock_rolled_back", check: file(8), hosts: APP01 },
    ],
  },
  {
    name: "BAR case 33 list n, then list n-1, then n again",
    steps: [
      { at: DAY, code: "ok", check: lasting, hosts: APP01 },
      { at: DAY, code: "ok", revocations: revocations(current) },
      { at: DAY, code: "revoked", check: lasting, hosts: APP01 },
      { at: DAY, code: "older_list", revocations: revocations(current, { sequence: 11, keys: [] }) },
      { at: DAY, code: "revoked", check: lasting, hosts: APP01 },
      { at: DAY, code: "ok", revocations: revocations(current) },
      { at: DAY, code: "ok", revocations: revocations(current, { sequence: 13, keys: [] }) },
      { at: DAY, code: "ok", check: lasting, hosts: APP01 },
    ],
  },
  {
    name: "a list issued tomorrow",
    steps: [
      { at: "2010-01-05T00:00:00Z", code: "not_yet", revocations: revocations(current) },
      { at: "2010-01-05T12:00:00Z", code: "ok", check: file(7), hosts: APP01 },
    ],
  },
  {
    name: "rotation: the next key by a list of the current one, and never a key that is listed by itself",
    steps: [
      { at: DAY, code: "unknown_key", check: { files: [license(strange)] }, hosts: APP01 },
      { at: DAY, code: "unknown_key", keys: keyList(strange, [strange]) },
      { at: DAY, code: "ok", keys: keyList(next, [current, strange]) },
      { at: DAY, code: "ok", check: { files: [license(strange)], releasedOn: "2010-01-01" }, hosts: APP01 },
      { at: DAY, code: "older_list", keys: keyList(current, [current], { sequence: 2 }) },
    ],
  },
  {
    name: "a key that is listed under another's id is passed over",
    steps: [
      {
        at: DAY,
        code: "ok",
        keys: keyList(current, [], { keys: [{ id: next.id, publicKey: strange.publicKey, state: "next" }] }),
      },
      { at: DAY, code: "ok", check: { files: [license(next)], releasedOn: "2010-01-01" }, hosts: APP01 },
    ],
  },
  {
    name: "compromise: what the stolen key signed counts no more, not even its great sequence; nothing lifts it",
    steps: [
      { at: DAY, code: "ok", check: file(7), hosts: APP01 },
      { at: DAY, code: "ok", revocations: revocations(current, { sequence: 999, keys: ["key_77"] }) },
      { at: DAY, code: "ok", revocations: revocations(next, { keys: [], signingKeys: [current.id] }) },
      { at: DAY, code: "compromised_key", check: file(8), hosts: APP01 },
      { at: DAY, code: "compromised_key", revocations: revocations(current, { sequence: 1000 }) },
      { at: DAY, code: "ok", revocations: revocations(next, { sequence: 13, keys: [] }) },
      { at: DAY, code: "ok", keys: keyList(next, [current, next]) },
      { at: DAY, code: "compromised_key", check: file(8), hosts: APP01 },
      { at: DAY, code: "ok", check: { files: [license(next)], releasedOn: "2010-01-01" }, hosts: APP01 },
      { at: DAY, code: "older_list", revocations: revocations(next) },
    ],
  },
  {
    name: "a lease, to its last second, and an older one of the same seat",
    steps: [
      { at: "2010-01-05T03:05:00Z", code: "ok", lease: lease(), machine: MACHINE },
      {
        at: "2010-01-05T03:09:00Z",
        code: "ok",
        lease: lease({ sequence: 2, expiresAt: "2010-01-05T03:19:00Z" }),
        machine: MACHINE,
      },
      { at: "2010-01-05T03:09:30Z", code: "older_file", lease: lease(), machine: MACHINE },
      {
        at: "2010-01-05T03:19:00Z",
        code: "expired",
        lease: lease({ sequence: 2, expiresAt: "2010-01-05T03:19:00Z" }),
        machine: MACHINE,
      },
    ],
  },
  {
    name: "a lease of another machine, another product, a key revoked since, a file for a lease",
    steps: [
      { at: "2010-01-05T03:05:00Z", code: "wrong_host", lease: lease(), machine: `${MACHINE}0` },
      {
        at: "2010-01-05T03:05:00Z",
        code: "wrong_product",
        lease: lease({ product: "was" }),
        machine: MACHINE,
      },
      {
        at: "2010-01-05T03:05:00Z",
        code: "wrong_purpose",
        lease: token(current, answerPayload(current)),
        machine: MACHINE,
      },
      {
        at: "2010-01-05T03:05:00Z",
        code: "unknown_key",
        lease: token(strange, leasePayload(strange)),
        machine: MACHINE,
      },
      {
        at: "2010-01-05T03:05:00Z",
        code: "compromised_key",
        lease: token(spoilt, leasePayload(spoilt)),
        machine: MACHINE,
      },
      {
        at: "2010-01-05T03:05:00Z",
        code: "bad_signature",
        lease: token(strange, leasePayload(current)),
        machine: MACHINE,
      },
      { at: "2010-01-05T03:05:00Z", code: "bad_format", lease: `${lease()}.`, machine: MACHINE },
      { at: "2010-01-05T03:05:00Z", code: "bad_format", lease: license(current), machine: MACHINE },
      {
        at: "2010-01-05T03:05:00Z",
        code: "not_covered",
        lease: lease({ coveredThrough: "2009-12-31" }),
        machine: MACHINE,
      },
    ],
  },
  {
    name: "an online answer, and a lease for an answer",
    steps: [
      { at: DAY, code: "ok", answer: token(current, answerPayload(current)) },
      { at: DAY, code: "wrong_purpose", answer: lease() },
      { at: DAY, code: "bad_format", answer: token(current, answerPayload(current, { valid: "yes" })) },
    ],
  },
];

export const lives: readonly Life[] = [...looks, ...walks];
