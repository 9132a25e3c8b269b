/**
 * How long a body may take to arrive: ten seconds; where a route allows a long one, as long as it keeps coming.
 *
 * Stands for Node's own `requestTimeout`, which knows one time for every route. It sees each request before any route
 * does, so that a body nobody reads ends, too. Source: BAR 44.
 */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { FastifyRequest } from "fastify";

const SECONDS = 10;
/** What a long body must bring, on the average of so many seconds. */
const LEAST_BYTES_A_SECOND = 4 * 1024;

const longBodies = new WeakSet<IncomingMessage>();

/** `seconds` is there for tests. */
export function limitBodies(server: Server, seconds = SECONDS): void {
  server.on("request", (request, response) => {
    const { headers } = request;
    const hasBody = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
    if (hasBody) watch(request, response, seconds);
  });
}

/** For a route that takes uploads, before it reads: from now on the body only has to keep coming. */
export function allowLongBody({ raw }: FastifyRequest): void {
  longBodies.add(raw);
}

function watch(request: IncomingMessage, response: ServerResponse, seconds: number): void {
  const { socket } = request;
  let seen = socket.bytesRead;
  const check = () => {
    if (request.complete || socket.destroyed) return stop();
    const isFastEnough = socket.bytesRead - seen >= LEAST_BYTES_A_SECOND * seconds;
    // When what came is still waiting for us, the sender is not to blame.
    const isOurTurn = request.readableLength > 0;
    if (!longBodies.has(request) || !(isFastEnough || isOurTurn)) return cut(socket, response);
    seen = socket.bytesRead;
  };
  const timer = setInterval(check, seconds * 1000).unref();
  const stop = () => clearInterval(timer);
  request.once("close", stop);
}

function cut(socket: IncomingMessage["socket"], response: ServerResponse): void {
  if (response.headersSent) socket.destroy();
  else socket.end("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n", () => socket.destroy());
}
