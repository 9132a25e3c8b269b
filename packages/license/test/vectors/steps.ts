/** The vectors with a clock and a memory: each is one program's life, step by step. */
import { license, licenseKey } from "../sign.ts";
import { keys } from "./texts.ts";

const { current } = keys;

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
export const DAY = "2010-01-10T00:00:00Z";

const one = (name: string, code: string, change: object, at = DAY, asked: Partial<Step> = {}): Life => {
  const check = { files: [license(current, change)], releasedOn: "2010-03-31", version: "7.1" };
  return { name, steps: [{ at, code, check, hosts: APP01, ...asked }] };
};
export const withKey = (change: Parameters<typeof licenseKey>[0]) => ({ keys: [licenseKey(change)] });
const onHost = (kind: string, value: string) => ({ host: { kind, value, name: "" } });
const asVersion = (version: string) =>
  withKey({ scheme: "version-based", version, coveredThrough: null, expiresAt: null });
/** One look at one file each. */
export const looks: readonly Life[] = [
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
];
