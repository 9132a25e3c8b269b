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

/** "/proofs/:id.pdf" and "/assets/*": a parameter is some of one part, a star the rest. */
function patternOf(url: string): RegExp {
  const source = url
    .replaceAll(/[.+?^${}|[\]\\]/g, "\\$&")
    .replaceAll(/:\w+(\([^)]*\))?/g, "[^/]+")
    .replaceAll("*", ".*");
  return new RegExp(`^${source}$`);
}
