/**
 * Styles, scripts and the mark: bundled once per process and kept in memory under names that hold their own hash.
 *
 * A name never changes its bytes, so browsers keep it for a year; a new release has new names.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type {} from "@fastify/swagger";
import { buildSync } from "esbuild";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

type AssetName = "portal.css" | "portal.js" | "passkeys.js" | "mark.svg";

interface Asset {
  readonly file: string;
  readonly type: string;
  readonly plain: Buffer;
  readonly gzip: Buffer;
  readonly br: Buffer;
}

const TYPES: Record<AssetName, string> = {
  "portal.css": "text/css; charset=utf-8",
  "portal.js": "text/javascript; charset=utf-8",
  "passkeys.js": "text/javascript; charset=utf-8",
  "mark.svg": "image/svg+xml",
};

/** What every browser since 2024 understands: popovers, nesting, light-dark, container queries. */
const BROWSERS = ["chrome123", "firefox125", "safari17.5"];

let built: ReadonlyMap<AssetName, Asset> | undefined;

/** The address of an asset. */
export function assetUrl(name: AssetName): string {
  return `/assets/${assetOf(name).file}`;
}

/** What an asset weighs on the wire, packed by gzip. */
export function assetBytes(name: AssetName): number {
  return assetOf(name).gzip.length;
}

/** Serves the assets, and the mark where browsers look for it unasked. */
export async function assetRoutes(app: FastifyInstance): Promise<void> {
  const files = new Map([...assets().values()].map((asset) => [asset.file, asset]));
  app.get<{ Params: { file: string } }>(
    "/assets/:file",
    { schema: { hide: true }, config: { needs: "anyone" } },
    (request, reply) => {
      const asset = files.get(request.params.file);
      if (asset === undefined) return reply.callNotFound();
      return send(request, reply.header("cache-control", "public, max-age=31536000, immutable"), asset);
    },
  );
  app.get("/favicon.ico", { schema: { hide: true }, config: { needs: "anyone" } }, (request, reply) =>
    send(request, reply.header("cache-control", "public, max-age=86400"), assetOf("mark.svg")),
  );
}

function send(request: FastifyRequest, reply: FastifyReply, asset: Asset): FastifyReply {
  const etag = `"${asset.file}"`;
  reply.header("etag", etag).header("vary", "accept-encoding");
  if (request.headers["if-none-match"]?.includes(etag) === true) return reply.code(304).send();
  const accepted = String(request.headers["accept-encoding"] ?? "");
  const coding = (["br", "gzip"] as const).find((each) => new RegExp(`\\b${each}\\b`).test(accepted));
  if (coding !== undefined) reply.header("content-encoding", coding);
  return reply.type(asset.type).send(asset[coding ?? "plain"]);
}

function assetOf(name: AssetName): Asset {
  const asset = assets().get(name);
  if (asset === undefined) throw new Error(`no asset ${name}`);
  return asset;
}

function assets(): ReadonlyMap<AssetName, Asset> {
  built ??= new Map([
    ["portal.css", assetFrom("portal.css", bundle("css/portal.css"))],
    ["portal.js", assetFrom("portal.js", bundle("scripts/portal.ts"))],
    ["passkeys.js", assetFrom("passkeys.js", bundle("scripts/passkeys.ts"))],
    ["mark.svg", assetFrom("mark.svg", readFileSync(here("css/mark.svg")))],
  ]);
  return built;
}

function bundle(entry: string): Buffer {
  const { outputFiles } = buildSync({
    entryPoints: [here(entry)],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: BROWSERS,
    charset: "utf8",
    tsconfigRaw: {},
    logLevel: "error",
  });
  return Buffer.from(outputFiles[0]?.contents ?? []);
}

function assetFrom(name: AssetName, plain: Buffer): Asset {
  const hash = createHash("sha256").update(plain).digest("hex").slice(0, 12);
  const file = name.replace(".", `.${hash}.`);
  return {
    file,
    type: TYPES[name],
    plain,
    gzip: gzipSync(plain, { level: 9 }),
    br: brotliCompressSync(plain),
  };
}

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
