/** The frame around each page: where the reader is, where they can go, in which language. */
import type { FastifyRequest } from "fastify";
import {
  isStaffRole,
  type Program,
  SERVICES,
  type Service,
  STAFF_PERMISSIONS,
  type StaffRole,
  type VendorPermission,
} from "./access/index.ts";
import { describeSession, findKeySite, timeZoneOf } from "./agreements/index.ts";
import { ViewBanner } from "./enquiries/views/views.parts.tsx";
import type { Portal } from "./platform/context.ts";
import { tagOf } from "./platform/language.ts";
import { speaker } from "./platform/texts.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";
import { isTheme, type Place, type PlaceGroup, type Visit } from "./web/shell/chrome.ts";
import type { Frame } from "./web/shell/frame.ts";
import { Switcher } from "./web/shell/switcher.tsx";

/** The keys whose text takes no fact. */
type Key = Exclude<keyof typeof en, "site" | "missingRight">;

/** The places of a site, and the service that its program must offer for each. */
const SITE_PLACES: readonly [key: Key, path: string, service: Service | null][] = [
  ["home", "", null],
  ["entitlements", "/entitlements", null],
  ["orders", "/orders", "orderHistory"],
  ["proofs", "/proofs", "proofs"],
  ["downloads", "/downloads", "download"],
  ["licenseKeys", "/license-keys", null],
];

/** All that there is of a site for who is in its Key Center alone. */
const KEY_PLACES: typeof SITE_PLACES = [
  ["licenseKeys", "/license-keys", null],
  ["keyMembers", "/key-members", null],
  ["transfers", "/transfers", null],
];

const BUYING_PLACES: typeof SITE_PLACES = [
  ["renewals", "/renewal-quotes", "commerce"],
  ["studio", "/studio", "commerce"],
  ["cart", "/cart", "commerce"],
];

const ACCOUNT_PLACES: typeof SITE_PLACES = [
  ["members", "/members", null],
  ["contacts", "/contacts", "registration"],
  ["registration", "/registration", "registration"],
  ["consents", "/consents", null],
  ["deliveries", "/deliveries", "commerce"],
  ["history", "/history", null],
];

export function frameOf(portal: Portal, request: FastifyRequest): Frame {
  return {
    visit: () => visitOf(portal, request),
    chrome: async (siteId) => {
      const { sites } = await describeSession(request.context);
      const site = sites.find((each) => each.siteId === siteId);
      const keySite =
        site === undefined && siteId !== null ? await findKeySite(request.context, siteId) : undefined;
      return {
        ...visitOf(portal, request),
        person: request.context.person?.name ?? "",
        profile: "/profile",
        navigation: navigationOf(request, { site, keySite, hasSeveral: sites.length > 1 }),
        ...(site === undefined ? {} : { chooser: chooserOf(request, sites, site.siteId) }),
      };
    },
  };
}

function visitOf({ config }: Portal, request: FastifyRequest): Visit {
  const { context, cookies, url } = request;
  const theme = cookies?.["theme"];
  const country = context.person?.country ?? cookies?.["country"];
  return {
    brand: config.vendorName,
    language: context.language,
    theme: isTheme(theme) ? theme : "system",
    here: request.method === "GET" ? url : "/",
    ...(country === undefined || !/^[A-Z]{2}$/.test(country)
      ? {}
      : { region: regionName(country, context.language), timeZone: timeZoneOf(country) }),
    ...bannerOf(request, country),
  };
}

/** Nobody of the vendor forgets as whom he sees a site. */
function bannerOf({ context: { actor, person, language } }: FastifyRequest, country: string | undefined) {
  if (actor.kind !== "person" || actor.view === undefined) return {};
  const timeZone = country === undefined ? "UTC" : timeZoneOf(country);
  const { view } = actor;
  return {
    banner: <ViewBanner language={language} timeZone={timeZone} name={person?.name ?? ""} view={view} />,
  };
}

function regionName(country: string, language: Visit["language"]): string {
  return new Intl.DisplayNames([tagOf(language)], { type: "region" }).of(country) ?? country;
}

interface Site {
  readonly siteId: string;
  readonly number: string;
  readonly name: string;
  readonly program: Program;
}

interface Seen {
  readonly site: Site | undefined;
  /** A site in whose Key Center the person is, without access to the site itself. */
  readonly keySite: Pick<Site, "siteId" | "program"> | undefined;
  readonly hasSeveral: boolean;
}

function navigationOf(request: FastifyRequest, { site, keySite, hasSeveral }: Seen): PlaceGroup[] {
  const { context, url } = request;
  const say = speaker(context.language, { en, ja, ko, "zh-TW": zhTW });
  const path = url.split("?")[0] ?? "";
  const staffRole = context.actor.kind === "person" ? context.actor.staffRole : null;
  const isStaff = isStaffRole(staffRole);
  const place = (key: Key, href: string): Place => ({
    href,
    label: say(key),
    current: isCurrent(path, href, key === "home"),
  });
  const placesOf = (of: Pick<Site, "siteId" | "program"> | undefined, places: typeof SITE_PLACES) =>
    places.flatMap(([key, end, service]) =>
      of === undefined || (service !== null && !SERVICES[service][of.program])
        ? []
        : [place(key, `/sites/${of.siteId}${end}`)],
    );
  const ofSite = (places: typeof SITE_PLACES) => placesOf(site, places);
  const catalogQuery = site === undefined ? "" : `?siteId=${site.siteId}`;
  const catalog = { ...place("catalog", "/catalog/products"), href: `/catalog/products${catalogQuery}` };
  const groups: PlaceGroup[] = [
    { label: say("owned"), items: [...ofSite(SITE_PLACES), ...placesOf(keySite, KEY_PLACES)] },
    { label: say("buying"), items: isStaff ? [] : [...ofSite(BUYING_PLACES), catalog] },
    {
      label: say("account"),
      items: [
        ...ofSite(ACCOUNT_PLACES),
        ...(isStaff ? [] : [place("calendar", "/calendar")]),
        ...(hasSeveral ? [place("mySites", "/")] : []),
        ...(isStaff ? [] : [place("keyCenter", "/key-center"), place("requests", "/access-requests")]),
      ],
    },
    {
      label: say("vendor"),
      items: isStaff ? vendorPlaces(staffRole, context.portal.config.mode, place) : [],
    },
  ];
  return groups.filter((group) => group.items.length > 0);
}

/** Each of the vendor's people sees the places that the own role opens. */
const VENDOR_PLACES: readonly [key: Key, path: string, needs: VendorPermission][] = [
  ["care", "/care", "care.read"],
  ["consented", "/care/consented", "consented.disclose"],
  ["views", "/care/views", "site.view"],
  ["renewalPipeline", "/operator/renewals", "renewal.watch"],
  ["keyDesk", "/operator/license-keys", "license-key.administer"],
  ["keyMembers", "/operator/key-members", "license-key.administer"],
  ["transferDesk", "/operator/transfers", "transfer.execute"],
  ["sharing", "/operator/sharing", "sharing.read"],
  ["keySchemes", "/operator/key-schemes", "key-scheme.update"],
  ["keyRevocations", "/operator/revocations", "license-key.revoke"],
  ["signingKeys", "/operator/signing-keys", "signing-key.manage"],
  ["feeds", "/operator/feeds", "feed.write"],
  ["priceCheck", "/operator/prices", "feed.write"],
  ["sites", "/operator/sites", "site.administer"],
  ["staff", "/operator/staff", "operator.invite"],
  ["mailbox", "/mailbox", "mail.read"],
];

function vendorPlaces(role: StaffRole, mode: string, place: (key: Key, href: string) => Place): Place[] {
  const places = VENDOR_PLACES.filter(
    ([key, , needs]) => STAFF_PERMISSIONS[role].includes(needs) && (key !== "mailbox" || mode === "demo"),
  ).map(([key, path]) => place(key, path));
  const inner = Math.max(...places.map(({ current, href }) => (current ? href.length : 0)));
  return places.map((each) => ({ ...each, current: each.current && each.href.length === inner }));
}

function isCurrent(path: string, href: string, isHome: boolean): boolean {
  return path === href || (!isHome && href !== "/" && path.startsWith(`${href}/`));
}

function chooserOf({ context }: FastifyRequest, sites: readonly Site[], chosen: string) {
  const say = speaker(context.language, { en, ja, ko, "zh-TW": zhTW });
  const site = sites.find((each) => each.siteId === chosen);
  if (sites.length === 1 && site !== undefined)
    return <bdi>{`${site.name} · ${say("site", { number: site.number })}`}</bdi>;
  const options = sites.map(({ siteId, name, number }) => ({ value: siteId, label: `${name} · ${number}` }));
  return <Switcher label={say("chooseSite")} action="/switch" name="site" value={chosen} options={options} />;
}
