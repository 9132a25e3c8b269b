/**
 * Secrets that lie outside the database: what seals stored secrets, what makes passcode hashes useless without the
 * machine, and the keys that sign documents.
 *
 * A fresh data folder gets its own, made at random, mode 0600; two installations share none. `CARNET_SECRET` replaces
 * the random root secret, so that several portals before one database agree; they share the folder of signing keys.
 * A file that is damaged, or that others may read, keeps the portal from starting.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { ConfigError } from "./config.ts";

export interface Secrets {
  /** AES-256-GCM of the JSON of a value: 12 bytes nonce, ciphertext, 16 bytes tag. */
  seal(value: unknown): Buffer;
  /** What `seal` was given. Throws when a bit has changed. */
  unseal(box: Uint8Array): unknown;
  /** HMAC-SHA-256 under a key of its own for each purpose. */
  authenticate(purpose: string, text: string): Buffer;
  readonly signer: Signer;
}

/** Ed25519 over the exact bytes. `keyId` names the key that signed. */
export interface Signer {
  readonly keyId: string;
  sign(bytes: Uint8Array): Buffer;
  verify(keyId: string, bytes: Uint8Array, signature: Uint8Array): boolean;
  /** The public key as SPKI PEM; undefined for a key that is not ours. */
  publicKey(keyId: string): string | undefined;
}

export function openSecrets(dataFolder: string, secret: string | null): Secrets {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const root = secret ?? rootSecret(join(dataFolder, "secret"));
  const keys = new Map<string, KeyObject>();
  /** Derived once a purpose: lists ask for it at every page. */
  const keyFor = (purpose: string): KeyObject => {
    const key =
      keys.get(purpose) ?? createSecretKey(Buffer.from(hkdfSync("sha256", root, "carnet", purpose, 32)));
    keys.set(purpose, key);
    return key;
  };
  const sealing = keyFor("seal");
  return {
    seal: (value) => seal(sealing, Buffer.from(JSON.stringify(value))),
    unseal: (box) => JSON.parse(unseal(sealing, Buffer.from(box)).toString("utf8")),
    authenticate: (purpose, text) => createHmac("sha256", keyFor(purpose)).update(text).digest(),
    signer: openSigner(join(dataFolder, "signing-keys")),
  };
}

/** 43 characters of base64url, 256 bits. */
function rootSecret(file: string): string {
  const text = readOrMake(file, () => `${randomBytes(32).toString("base64url")}\n`).trim();
  if (/^[\w-]{43}$/.test(text)) return text;
  throw new ConfigError(
    `${file} is damaged: put it back from a backup, for stored secrets are sealed with it`,
  );
}

function seal(key: KeyObject, plain: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

const TAG_BYTES = 16;

function unseal(key: KeyObject, box: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, box.subarray(0, 12), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(box.subarray(12).subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(box.subarray(12, -TAG_BYTES)), decipher.final()]);
}

/** Signs with the newest key of the folder (its name sorts last) and verifies with each of them. */
function openSigner(folder: string): Signer {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const names = readdirSync(folder).filter((name) => name.endsWith(".pem"));
  if (names.length === 0) names.push("0001.pem");
  const privates = names.sort().map((name) => readKey(join(folder, name)));
  const current = privates.at(-1);
  if (current === undefined) throw new ConfigError(`${folder} holds no signing key`);
  const publics = new Map(privates.map((key) => [keyIdOf(key), createPublicKey(key)]));
  return {
    keyId: keyIdOf(current),
    sign: (bytes) => sign(null, bytes, current),
    verify: (keyId, bytes, signature) => {
      const key = publics.get(keyId);
      return key !== undefined && verify(null, bytes, key, signature);
    },
    publicKey: (keyId) => publics.get(keyId)?.export({ type: "spki", format: "pem" }).toString(),
  };
}

/** The Ed25519 key of a file, which is made when it is not there. */
function readKey(file: string): KeyObject {
  const pem = readOrMake(file, () =>
    generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  );
  const key = keyIn(pem);
  if (key?.asymmetricKeyType === "ed25519") return key;
  throw new ConfigError(`${file} is no Ed25519 key: put it back from a backup, or take the file away`);
}

function keyIn(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined; // what is wrong with it is OpenSSL's language
  }
}

/** The first 16 hex digits of the SHA-256 of the public key's SPKI bytes. */
function keyIdOf(key: KeyObject): string {
  const spki = createPublicKey(key).export({ type: "spki", format: "der" });
  return createHash("sha256").update(spki).digest("hex").slice(0, 16);
}

/**
 * The text of a file of ours, mode 0600, which is made when it is not there. It is whole and on the disk before it has
 * its name, so two processes that start at once agree on the one that came first, and a power cut leaves no half of it.
 */
export function readOrMake(file: string, make: () => string): string {
  if (!existsSync(file)) makeWhole(file, make());
  if ((statSync(file).mode & 0o077) !== 0)
    throw new ConfigError(`${file} may be read by others: chmod 600 ${file}`);
  return readFileSync(file, "utf8");
}

function makeWhole(file: string, text: string): void {
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, text, { mode: 0o600, flag: "wx", flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(draft);
  }
  const folder = openSync(dirname(file), "r");
  fsyncSync(folder);
  closeSync(folder);
}
