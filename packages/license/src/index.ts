/**
 * Carnet licences for the program that is licensed: verify files offline, and ask the portal where there is a network.
 *
 * Runs where WebCrypto knows Ed25519: Node from 20 on, Bun, Deno, browsers of 2025 and later. No dependency.
 */
export {
  type Check,
  checkLease,
  checkLicense,
  type LeaseQuestion,
  type Program,
  type Question,
} from "./check.ts";
export {
  type Activation,
  type Client,
  type ClientOptions,
  openClient,
  type Validation,
} from "./client.ts";
export type { CheckCode, LocalCode, OnlineCode, PortalCode, Read, ReadCode, Refusal } from "./codes.ts";
export type {
  Answer,
  HostFact,
  KeyList,
  Lease,
  LicenseFile,
  LicenseKey,
  RevocationList,
} from "./documents.ts";
export { hostFact } from "./hosts.ts";
export { type Learned, learnKeys, learnRevocations, recall } from "./lists.ts";
export type { CheckoutOptions } from "./queue.ts";
export { readAnswer, readKeys, readLease, readLicense, readRevocations } from "./read.ts";
export type { OnlineCheck, OnlineRefusal, Seat, SetTimer } from "./seat.ts";
export { mergeStates, newState, readState, type SeatState, type State, type Store } from "./state.ts";
export { keyIdOf, type Trust, trustKeys } from "./trust.ts";
