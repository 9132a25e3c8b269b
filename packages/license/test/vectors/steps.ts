/** The vectors with a clock and a memory: each is one program's life, step by step. */
import { answerPayload, keyList, leasePayload, license, licenseKey, revocations, token } from "../sign.ts";
import { keys } from "./texts.ts";

const { current, next, spoilt, strange } = keys;

/** One thing is done at `at`, the wall clock's instant, and `code` comes out. */
export interface Step {
  readonly at: string;
  readonly code: string;
  readonly check?: {
    readonly files: readonly string[];
    readonly version?: string;
    readonly releasedOn?: string;
  };
  readonly product?: string;
  readonly hosts?: readonly { readonly kind: string; readonly value: string }[];
  readonly revocations?: string;
  readonly keys?: string;
  readonly lease?: string;
  readonly answer?: string;
  readonly machine?: string;
  /** The state is copied aside under this name before the step, or put back from there. */
  readonly keep?: string;
  readonly restore?: string;
}

export interface Life {
  readonly name: string;
  readonly steps: readonly Step[];
}

export const APP01 = [{ kind: "ethernet", value: "001122aabbcc" }];
const MACHINE = "m1:0123456789abcdef";
const DAY = "2010-01-10T00:00:00Z";

const one = (name: string, code: string, change: object, at = DAY, asked: Partial<Step> = {}): Life => {
  const check = { files: [license(current, change)], releasedOn: "2010-03-31", version: "7.1" };
  return { name, steps: [{ at, code, check, hosts: APP01, ...asked }] };
};
const withKey = (change: Parameters<typeof licenseKey>[0]) => ({ keys: [licenseKey(change)] });
const onHost = (kind: string, value: string) => ({ host: { kind, value, name: "" } });
const asVersion = (version: string) =>
  withKey({ scheme: "version-based", version, coveredThrough: null, expiresAt: null });
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

export const lives: readonly Life[] = [
  one("good", "ok", {}),
  one("the last second", "ok", {}, "2010-02-04T02:59:59Z"),
  one("expired by not a second: the end is exclusive", "expired", {}, "2010-02-04T03:00:00Z"),
  one("expired by one second", "expired", {}, "2010-02-04T03:00:01Z"),
  one("lasting, in fifty years", "ok", withKey({ expiresAt: null }), "2060-01-01T00:00:00Z"),
  one("issued five minutes ahead", "ok", {}, "2010-01-05T02:55:00Z"),
  one("issued five minutes and a second ahead", "not_yet", {}, "2010-01-05T02:54:59Z"),
  one("issued tomorrow", "not_yet", {}, "2010-01-04T03:00:00Z"),
  one("a key that starts tomorrow", "not_yet", withKey({ startsAt: "2010-01-11T00:00:00Z" })),
  one("another product", "wrong_product", {}, DAY, { product: "was" }),
  one("no key left", "wrong_product", { keys: [] }),
  one("another host", "wrong_host", onHost("ethernet", "001122aabbcd")),
  one("the same value of another kind", "wrong_host", onHost("disk", "001122aa")),
  one("any host", "ok", onHost("any", "")),
  one("an Ethernet address as people write it", "ok", {}, DAY, {
    hosts: [{ kind: "ethernet", value: "00-11-22-AA-BB-CC" }],
  }),
  one("an address in the range", "ok", onHost("internet", "192.0.2.128/25"), DAY, {
    hosts: [{ kind: "internet", value: "192.0.2.200" }],
  }),
  one("an address beside the range", "wrong_host", onHost("internet", "192.0.2.128/25"), DAY, {
    hosts: [{ kind: "internet", value: "192.0.2.100" }],
  }),
  one("an IPv6 address in another spelling", "ok", onHost("internet", "2001:db8::/32"), DAY, {
    hosts: [{ kind: "internet", value: "2001:0DB8:0:0::00ff" }],
  }),
  one("an IPv6 address for an IPv4 range of no length", "wrong_host", onHost("internet", "0.0.0.0/0"), DAY, {
    hosts: [{ kind: "internet", value: "2001:db8::1" }],
  }),
  one("BR-66 released on the last covered day", "ok", {}),
  one("BR-66 released a day later", "not_covered", withKey({ coveredThrough: "2010-03-30" })),
  one("date-based and no day told", "not_covered", withKey({ coveredThrough: null })),
  one("the version itself", "ok", asVersion("7.1")),
  one("7.10 is above 7.9", "ok", asVersion("7.10"), DAY, {
    check: { files: [license(current, asVersion("7.10"))], version: "7.9.4" },
  }),
  one("7.1.3 is above 7.1", "not_covered", asVersion("7.1"), DAY, {
    check: { files: [license(current, asVersion("7.1"))], version: "7.1.3" },
  }),
  one("8 is above 7.1", "not_covered", asVersion("7.1"), DAY, {
    check: { files: [license(current, asVersion("7.1"))], version: "8" },
  }),
  one("a scheme of days to come", "not_covered", withKey({ scheme: "weather-based" })),
  one("of two keys the good one", "ok", {
    keys: [licenseKey({ expiresAt: "2010-01-09T00:00:00Z" }), licenseKey({ id: "key_02" })],
  }),
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
