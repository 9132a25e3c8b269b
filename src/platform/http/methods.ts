/** Which methods an address takes: Fastify calls the wrong one "not found". Source: RFC 9110 §15.5.6. */
import type { FastifyInstance } from "fastify";

/** The methods of an address, sorted; none when nothing is there. Knows the routes that are added after this call. */
export function watchMethods(app: FastifyInstance): (url: string) => string[] {
  const routes = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();
  app.addHook("onRoute", ({ url, method }) => {
    const route = routes.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const name of [method].flat()) route.methods.add(name);
    routes.set(url, route);
  });
  return (url) => {
    const path = url.split("?")[0] ?? "";
    const found = [...routes.values()].filter(({ pattern }) => pattern.test(path));
    return [...new Set(found.flatMap(({ methods }) => [...methods]))].sort();
  };
}

export interface RouteEntry {
  readonly method: string;
  readonly url: string;
  /** What it asks of its caller; undefined for a route that forgot to say. */
  readonly needs: string | undefined;
}

/** Every route that is added after this call: the matrix of rights is tested from it. */
export function listRoutes(app: FastifyInstance): readonly RouteEntry[] {
  const entries: RouteEntry[] = [];
  app.addHook("onRoute", ({ url, method, config }) => {
    for (const name of [method].flat()) entries.push({ method: name, url, needs: config?.needs });
  });
  return entries;
}

/** "/proofs/:id.pdf" and "/assets/*": a parameter is some of one part, a star the rest. */
function patternOf(url: string): RegExp {
  const source = url
    .replaceAll(/[.+?^${}|[\]\\]/g, "\\$&")
    .replaceAll(/:\w+(\([^)]*\))?/g, "[^/]+")
    .replaceAll("*", ".*");
  return new RegExp(`^${source}$`);
}
