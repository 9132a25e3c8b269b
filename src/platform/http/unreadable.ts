/** Answers what is no request: broken, or with headers that are too large. Nothing of ours has seen it. */
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { BARE_HEADERS } from "./guards.ts";

export function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = statusOf(error.code);
  const title = STATUS_CODES[status] ?? "";
  const code = status === 431 ? "headers_too_large" : "malformed_request";
  const body = JSON.stringify({ type: `/problems/${code}`, title, status, code });
  const headers = {
    ...BARE_HEADERS,
    "content-type": "application/problem+json; charset=utf-8",
    "content-length": String(body.length),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} ${title}\r\n${lines.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}

function statusOf(code: string | undefined): number {
  if (code === "HPE_HEADER_OVERFLOW") return 431;
  return code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
}
