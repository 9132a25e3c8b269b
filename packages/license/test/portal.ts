/**
 * A portal of a few lines for the client's tests: one online key, some seats, and a network that can fail. What the
 * real one does stands in `src/licensing`; `interop.test.ts` runs the client against that.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  answerPayload,
  keyList,
  leasePayload,
  license,
  revocations,
  type TestKey,
  testKey,
  token,
} from "./sign.ts";

export const KEY = `carnet_lic_${"0".repeat(33)}`;

interface Seat {
  readonly id: string;
  readonly machine: string;
  readonly nonce: string;
  readonly kind: string;
  readonly ttl: number;
  sequence: number;
  /** Attempt to sequence: the same attempt again, the same answer. */
  readonly attempts: Map<string, string>;
  expiresAt: number;
  isContested: boolean;
}

type Body = Readonly<Record<string, string | number | boolean | undefined>>;
type Said = readonly [status: number, body: object];

export async function openPortal(seats = 1) {
  const keys = { current: testKey("current"), next: testKey("next") };
  const portal = {
    now: Date.parse("2010-01-05T03:00:00Z"),
    signer: keys.current as TestKey,
    seats,
    /** The next so many answers are lost, after the work is done. */
    lost: 0,
    /** The next so many questions are answered so. */
    failing: [] as number[],
    isAway: false,
    isRevoked: false,
    /** A question about the key wants a seat first. */
    isFloating: false,
    newestFile: license(keys.current, { sequence: 8 }),
    revocations: revocations(keys.current),
    leases: [] as Seat[],
    machines: new Map<string, string>(),
    asked: [] as string[],
    bodies: [] as Body[],
  };
  const live = () => portal.leases.filter(({ expiresAt }) => expiresAt > portal.now);

  const told = (seat: Seat): string => {
    const expiresAt = new Date(seat.expiresAt).toISOString();
    const issuedAt = new Date(portal.now).toISOString();
    const { id: leaseId, machine, nonce, sequence, kind } = seat;
    return token(
      portal.signer,
      leasePayload(portal.signer, { leaseId, machine, nonce, sequence, kind, issuedAt, expiresAt }),
    );
  };
  const lease = (status: number, seat: Seat, text: string): Said => {
    const facts = { leaseId: seat.id, sequence: seat.sequence, renewAfter: seat.ttl / 2000, token: text };
    return [status, { ...facts, expiresAt: new Date(seat.expiresAt).toISOString() }];
  };

  const checkout = (body: Body): Said => {
    const [machine, nonce, attempt] = [
      String(body["machine"]),
      String(body["nonce"]),
      String(body["attempt"]),
    ];
    const mine = portal.leases.find((seat) => seat.machine === machine && seat.nonce === nonce);
    const before = mine?.attempts.get(attempt);
    if (mine && before !== undefined) return lease(201, mine, before);
    if (live().length >= portal.seats)
      return body["wait"]
        ? [202, { ticket: `t-${machine}`, position: 1, retryAfter: 2 }]
        : [409, { code: "no_seats" }];
    const days = Number(body["borrowDays"] ?? 0);
    const ttl = days > 0 ? days * 86_400_000 : Number(body["ttlSeconds"] ?? 600) * 1000;
    const [id, kind] = [`lease_${portal.leases.length + 1}`, days > 0 ? "borrowed" : "floating"];
    const attempts = new Map<string, string>();
    const seat: Seat = {
      id,
      machine,
      nonce,
      kind,
      ttl,
      sequence: 1,
      attempts,
      expiresAt: portal.now + ttl,
      isContested: false,
    };
    attempts.set(attempt, told(seat));
    portal.leases.push(seat);
    return lease(201, seat, told(seat));
  };

  const renew = (id: string, body: Body): Said => {
    const seat = portal.leases.find((it) => it.id === id);
    const before = seat?.attempts.get(String(body["attempt"]));
    if (seat && before !== undefined) return lease(200, seat, before);
    if (!seat || seat.expiresAt <= portal.now) return [409, { code: "lease_ended" }];
    if (seat.machine !== body["machine"]) return [409, { code: "wrong_machine" }];
    if (seat.isContested) return [409, { code: "lease_contested" }];
    if (seat.sequence !== body["sequence"]) {
      seat.isContested = true;
      return [409, { code: "stale_sequence" }];
    }
    seat.sequence++;
    seat.expiresAt = portal.now + seat.ttl;
    const text = told(seat);
    seat.attempts.set(String(body["attempt"]), text);
    return lease(200, seat, text);
  };

  const validate = (body: Body): Said => {
    const isKnown = body["key"] === KEY && !portal.isRevoked;
    const machine = String(body["machine"]);
    const isSeated = !portal.isFloating || live().some((seat) => seat.machine === machine);
    const refusal = body["product"] !== "doors" ? "wrong_product" : isSeated ? "valid" : "lease_required";
    const code = isKnown ? refusal : portal.machines.has(machine) ? "revoked" : "unknown";
    const checkedAt = new Date(portal.now).toISOString();
    const said = { nonce: String(body["nonce"]), checkedAt, valid: code === "valid", code };
    return [200, { ...said, detail: code, answer: token(portal.signer, answerPayload(portal.signer, said)) }];
  };

  const answer = (method: string, path: string, body: Body): Said => {
    const [noun, id = ""] = path.split("/");
    const machine = String(body["machine"]);
    if (noun === "validations") return validate(body);
    if (noun === "public-keys")
      return [
        200,
        {
          lists: [
            keyList(keys.next, [keys.current, keys.next]),
            keyList(keys.current, [keys.current, keys.next]),
          ],
        },
      ];
    if (noun === "revocations") return [200, { list: portal.revocations }];
    if (noun === "files")
      return "key" in body ? [400, { code: "invalid" }] : [200, { file: portal.newestFile }];
    if (noun === "leases" && method === "POST") return checkout(body);
    if (noun === "leases" && method === "PUT") return renew(id, body);
    if (noun === "leases") {
      for (const seat of portal.leases) if (seat.id === id) seat.expiresAt = 0;
      return [200, { ended: true }];
    }
    if (method === "DELETE") return [portal.machines.delete(machine) ? 200 : 404, { ended: true }];
    const isNew = !portal.machines.has(machine);
    if (isNew && portal.machines.size >= portal.seats)
      return [409, { code: "activation_limit", quantity: portal.seats, inUse: portal.machines.size }];
    portal.machines.set(machine, `act_${machine}`);
    return [
      isNew ? 201 : 200,
      { activationId: `act_${machine}`, quantity: portal.seats, inUse: portal.machines.size },
    ];
  };

  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = (request.url ?? "").replace("/v1/licensing/", "");
    const body = JSON.parse(Buffer.concat(chunks).toString() || "{}") as Body;
    portal.asked.push(`${request.method} ${path}`);
    portal.bodies.push(body);
    if (portal.isAway) return void request.socket.destroy();
    const failure = portal.lost > 0 ? undefined : portal.failing.shift();
    const [status, said] = failure === undefined ? answer(request.method ?? "", path, body) : [failure, {}];
    if (portal.lost > 0) {
      portal.lost--;
      return void request.socket.destroy();
    }
    response.writeHead(status, {
      "content-type": "application/json",
      ...(status === 429 ? { "retry-after": "1" } : {}),
    });
    response.end(JSON.stringify(said));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  /** The same portal without a socket: for thousands of walks. What is lost is lost after the work is done, too. */
  const direct: typeof fetch = async (input, init) => {
    const path = String(input).replace(/^.*\/v1\/licensing\//, "");
    if (portal.isAway) throw new TypeError("away");
    const [status, said] = answer(
      init?.method ?? "GET",
      path,
      JSON.parse(String(init?.body ?? "{}")) as Body,
    );
    if (portal.lost-- > 0) throw new TypeError("lost");
    portal.lost = 0;
    return Response.json(said, { status });
  };
  return Object.assign(portal, {
    keys,
    direct,
    address: `http://127.0.0.1:${port}`,
    live: () => live().length,
    close: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  });
}

export type TestPortal = Awaited<ReturnType<typeof openPortal>>;
