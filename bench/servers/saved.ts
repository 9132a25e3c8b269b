/** A page and all that it asks for, saved as it came over the wire, and served again from memory by a bare node:http. */
import { once } from "node:events";
import { createServer, get } from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";

export interface Saved {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Asked {
  readonly port: number;
  readonly path: string;
  readonly cookie: string;
}

const KEPT = ["content-type", "content-encoding", "cache-control"];

/** By path: the page first, then its styles, scripts and pictures. */
export async function save(asked: Asked): Promise<ReadonlyMap<string, Saved>> {
  const page = await load(asked);
  const isPacked = page.headers["content-encoding"] === "gzip";
  const html = (isPacked ? gunzipSync(page.body) : page.body).toString();
  const paths = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = ""]) => path);
  const saved = new Map([[asked.path, page]]);
  for (const path of new Set(paths)) saved.set(path, await load({ ...asked, path }));
  return saved;
}

async function load({ port, path, cookie }: Asked): Promise<Saved> {
  const headers = {
    "accept-encoding": "gzip",
    "accept-language": "en",
    ...(cookie === "" ? {} : { cookie }),
  };
  const [reply] = await once(get({ host: "127.0.0.1", port, path, headers }), "response");
  if (reply.statusCode !== 200) throw new Error(`${path} answers ${reply.statusCode}`);
  const kept = KEPT.flatMap((name) =>
    reply.headers[name] === undefined ? [] : [[name, String(reply.headers[name])]],
  );
  return { headers: Object.fromEntries(kept), body: await buffer(reply) };
}

export async function serveSaved(saved: ReadonlyMap<string, Saved>) {
  const server = createServer((request, reply) => {
    const found = saved.get(request.url ?? "");
    if (found === undefined) return void reply.writeHead(404).end();
    reply.writeHead(200, { ...found.headers, "content-length": found.body.length }).end(found.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { port: typeof address === "object" && address !== null ? address.port : 0, stop };
}
