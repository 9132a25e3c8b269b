/** Bodies of bytes, as long as they come: never gathered in memory. */
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { allowLongBody } from "../http/slow-bodies.ts";
import { Problem } from "../problem.ts";

/** From now on the routes of this (encapsulated) server take `application/octet-stream` and nothing else. */
export function takeOctets(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/octet-stream", (_request, payload, done) => done(null, payload));
}

/**
 * The body's bytes, which may take as long as they keep coming. Who stops reading early may still answer: the rest is
 * taken and thrown away.
 */
export function octetsOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  const { body } = request;
  if (!(body instanceof Readable)) throw new Problem(415, "media_type_not_supported");
  allowLongBody(request);
  return body.iterator({ destroyOnReturn: false });
}

/** The number of bytes that the sender announced; null when it did not. */
export function announcedBytes({ headers }: FastifyRequest): number | null {
  return headers["content-length"] === undefined ? null : Number(headers["content-length"]);
}
