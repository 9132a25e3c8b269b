/** The house inspector: the rules of ARCHITECTURE.md that a machine can check. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { test } from "node:test";

/** The street runs downhill: a module may use only the ones before it. */
const STREET = [
  "platform",
  "web",
  "identity",
  "access",
  "staff",
  "agreements",
  "care",
  "contacts",
  "members",
  "nominations",
  "succession",
  "passcodes",
  "enquiries",
  "federation",
  "catalog",
  "orders",
  "entitlements",
  "coverage",
  "purchases",
  "reinstatements",
  "renewals",
  "carts",
  "studio",
  "calendar",
  "downloads",
  "license-files",
  "key-members",
  "license-keys",
  "licensing",
  "transfers",
  "air-gap",
  "notifications",
  "statements",
  "feeds",
  "home",
];

/**
 * The floors of a module, ground first: a file may use only what lies below it, or beside it where a floor is split by
 * noun. Texts lie low: English, then the rest.
 */
const FLOORS = [
  "policy",
  "data",
  "rules",
  "en",
  "ja",
  "ko",
  "zh-TW",
  "problems",
  "texts",
  "store",
  "authorize",
  "mails",
  "documents",
  "operations",
  "index",
  "jobs",
  "routes",
  "parts",
  "pages",
  "cli",
];

/** The pavement is open to all and has no floors; the root's files know every module. */
const PAVEMENT = ["platform", "web"];

interface Room {
  readonly path: string;
  readonly module: string;
  readonly name: string;
}

const rooms = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes(".test.") && !path.startsWith("web/scripts/"))
  .map((path) => ({ ...roomAt(path), text: readFileSync(join("src", path), "utf8") }));
const housed = rooms.filter((room) => STREET.includes(room.module));

test("every folder is a house of the street", () => {
  const strangers = rooms.filter((room) => room.path.includes("/") && !STREET.includes(room.module));
  assert.deepEqual(
    strangers.map((room) => room.path).filter((path) => !/^(texts|documents)\//.test(path)),
    [],
  );
});

test("every room lies on a floor", () => {
  const lost = housed.filter((room) => !PAVEMENT.includes(room.module) && !FLOORS.includes(room.name));
  assert.deepEqual(
    lost.map((room) => room.path),
    [],
  );
});

test("imports run one way: down the street and down the stairs", () => {
  const uphill = housed.flatMap((room) =>
    importsOf(room)
      .filter((used) => !mayUse(room, used))
      .map((used) => `${room.path} -> ${used.path}`),
  );
  assert.deepEqual(uphill, []);
});

test("no rooms need each other, however far around", () => {
  const edges = new Map(rooms.map((room) => [room.path, importsOf(room).map((used) => used.path)]));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(" -> "));
    if (done.has(path) || way.includes(path)) return;
    for (const used of edges.get(path) ?? []) visit(used, [...way, path]);
    done.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  assert.deepEqual(circles, []);
});

test("SQL lives in stores, and on the pavement", () => {
  const SQL = /(?<![.\w])sql(<[^`]*>)?`|\.(selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\(/;
  const strays = rooms.filter(
    (room) => SQL.test(room.text) && room.name !== "store" && room.module !== "platform",
  );
  assert.deepEqual(strays.map((room) => room.path).sort(), []);
});

test("stores never select everything", () => {
  const greedy = rooms.filter(
    (room) => /\bselect \*|selectAll\(|returningAll\(/i.test(room.text) && room.name === "store",
  );
  assert.deepEqual(
    greedy.map((room) => room.path),
    [],
  );
});

test("rules are pure: no clock, no chance, no waiting", () => {
  const impure = /\bnew Date\(\)|Date\.now|Math\.random|\basync\b|randomBytes/;
  const rules = rooms.filter((room) => ["rules", "policy"].includes(room.name));
  assert.deepEqual(
    rules.filter((room) => impure.test(room.text)).map((room) => room.path),
    [],
  );
});

test("only authorize makes a scope", () => {
  const makers = rooms.filter((room) => /\bas (Site|Member|Vendor)Scope\b/.test(room.text));
  assert.deepEqual(
    makers.map((room) => room.path),
    ["access/authorize.ts"],
  );
});

test("no suppression without its reason, nothing skipped, nothing left for later", () => {
  const bad =
    /@ts-ignore|@ts-expect-error|\bTODO\b|\bFIXME\b|: any[;,)=>\]|]|\bas any\b|biome-ignore [^:]*:\s*$/m;
  assert.deepEqual(
    rooms.filter((room) => bad.test(room.text)).map((room) => room.path),
    [],
  );
});

test("no room is longer than 250 lines", () => {
  const long = rooms.filter((room) => room.text.split("\n").length > 251);
  assert.deepEqual(
    long.map((room) => `${room.path} ${room.text.split("\n").length}`),
    [],
  );
});

test("a room uses at most 12 rooms of the street; the pavement is free", () => {
  const ofStreet = (room: (typeof rooms)[number]) =>
    importsOf(room).filter((used) => !PAVEMENT.includes(used.module));
  const busy = housed.filter((room) => ofStreet(room).length > 12);
  assert.deepEqual(
    busy.map((room) => `${room.path} ${ofStreet(room).length}`),
    [],
  );
});

test("no house keeps more than 14 rooms in one folder; the pavement is one idea a file", () => {
  const folders = Map.groupBy(housed, (room) => dirname(room.path));
  const full = [...folders].filter(([path, held]) => held.length > (PAVEMENT.includes(path) ? 26 : 14));
  assert.deepEqual(
    full.map(([path, held]) => `${path} ${held.length}`),
    [],
  );
});

/** "coverage/renewal.rules.ts" is a rules room of coverage: the word before the extension names the floor. */
function roomAt(path: string): Room {
  return {
    path,
    module: path.includes("/") ? (path.split("/")[0] ?? "") : "",
    name: basename(path).split(".").at(-2) ?? "",
  };
}

function importsOf(room: Room & { text: string }): Room[] {
  return [...room.text.matchAll(/from "(\.[^"]+)"/g)].map((match) =>
    roomAt(relative("src", resolve("src", dirname(room.path), match[1] ?? ""))),
  );
}

function mayUse(room: Room, used: Room): boolean {
  const isShared = PAVEMENT.includes(used.module);
  if (room.module === used.module) return isShared || FLOORS.indexOf(used.name) <= FLOORS.indexOf(room.name);
  const isDownhill =
    STREET.indexOf(used.module) >= 0 && STREET.indexOf(used.module) < STREET.indexOf(room.module);
  return isDownhill && (isShared || used.name === "index");
}
