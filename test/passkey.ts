/** An authenticator in software, for tests: ES256, no attestation, user verification as told. After WebAuthn level 3. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

export const ORIGIN = "http://localhost:8080";

interface Ceremony {
  readonly challenge: string;
  readonly origin?: string;
  readonly rpId?: string;
  /** False: nobody was verified, only present. */
  readonly isVerified?: boolean;
}

export function softAuthenticator({ counts = true }: { counts?: boolean } = {}) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(32);
  let counter = 0;
  let userHandle = "";
  const next = () => (counts ? ++counter : 0);
  return {
    id: id.toString("base64url"),
    /** As a copy of it would: the counter stands where it stood before. */
    rewind: (to: number) => (counter = to),
    /** Answers `navigator.credentials.create`. */
    create: (options: Ceremony & { user?: { id: string } }) => {
      userHandle = options.user?.id ?? "";
      const data = Buffer.concat([
        authenticatorData(options, { flags: 0x41, counter: next() }),
        Buffer.alloc(16), // no model is told
        uint16(id.length),
        id,
        coseKey(publicKey),
      ]);
      const attestationObject = cbor(
        new Map<string, unknown>([
          ["fmt", "none"],
          ["attStmt", new Map()],
          ["authData", data],
        ]),
      );
      return told(id, {
        clientDataJSON: clientData("webauthn.create", options),
        attestationObject: attestationObject.toString("base64url"),
        transports: ["internal"],
      });
    },
    /** Answers `navigator.credentials.get`. */
    get: (options: Ceremony) => {
      const data = authenticatorData(options, { flags: 0x01, counter: next() });
      const clientDataJSON = clientData("webauthn.get", options);
      return told(id, {
        clientDataJSON,
        authenticatorData: data.toString("base64url"),
        signature: signed(privateKey, data, clientDataJSON),
        userHandle,
      });
    },
  };
}

export type SoftAuthenticator = ReturnType<typeof softAuthenticator>;

function told<Response extends object>(id: Buffer, response: Response) {
  const name = id.toString("base64url");
  return { id: name, rawId: name, type: "public-key" as const, response, clientExtensionResults: {} };
}

function clientData(type: string, { challenge, origin = ORIGIN }: Ceremony): string {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })).toString("base64url");
}

function signed(key: KeyObject, data: Buffer, clientDataJSON: string): string {
  const hash = sha256(Buffer.from(clientDataJSON, "base64url"));
  return sign("sha256", Buffer.concat([data, hash]), key).toString("base64url");
}

/** Present is bit 0, verified bit 2, a credential follows bit 6. */
function authenticatorData(
  { rpId = "localhost", isVerified = true }: Ceremony,
  { flags, counter }: { flags: number; counter: number },
): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([flags | (isVerified ? 0x04 : 0)]), count]);
}

/** Key type EC2, ES256, curve P-256, x, y. */
function coseKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  return cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, "base64url")],
      [-3, Buffer.from(y, "base64url")],
    ]),
  );
}

/** As much of CBOR as this needs. */
function cbor(value: unknown): Buffer {
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (typeof value === "string")
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Map) {
    const entries = [...value].flatMap(([name, held]) => [cbor(name), cbor(held)]);
    return Buffer.concat([head(5, value.size), ...entries]);
  }
  throw new Error("not needed");
}

function head(kind: number, size: number): Buffer {
  if (size < 24) return Buffer.from([(kind << 5) | size]);
  if (size < 256) return Buffer.from([(kind << 5) | 24, size]);
  return Buffer.concat([Buffer.from([(kind << 5) | 25]), uint16(size)]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function sha256(bytes: Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}
