/** Asks one server the same things over kept-alive connections, and measures. Loopback only, bounded in time. */
import { Agent, request } from "node:http";

export interface Asking {
  readonly port: number;
  readonly paths: readonly string[];
  readonly headers?: Record<string, string>;
  readonly connections?: number;
  readonly seconds?: number;
}

export interface Answered {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly failures: number;
}

export async function ask({
  port,
  paths,
  headers = {},
  connections = 8,
  seconds = 5,
}: Asking): Promise<Answered> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let failures = 0;
  let next = 0;
  const start = performance.now();
  const end = start + seconds * 1000;
  const one = async () => {
    while (performance.now() < end) {
      const path = paths[next++ % paths.length] ?? "/";
      const began = performance.now();
      const status = await get({ port, path, headers, agent });
      times.push(performance.now() - began);
      if (status !== 200) failures += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  const took = (performance.now() - start) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { perSecond: times.length / took, p50: at(0.5), p95: at(0.95), failures };
}

interface One {
  readonly port: number;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly agent: Agent;
}

export function get({ port, path, headers, agent }: One): Promise<number> {
  return new Promise((done, fail) => {
    const sent = request({ host: "127.0.0.1", port, path, headers, agent }, (reply) => {
      reply.resume();
      reply.once("end", () => done(reply.statusCode ?? 0));
    });
    sent.once("error", fail);
    sent.end();
  });
}
