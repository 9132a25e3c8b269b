import type { FastifyReply } from "fastify";
import { attachmentNamed } from "../../../platform/files/disposition.ts";
import type { Archive } from "./documents.ts";

/** An archive to be saved, never shown. */
export function sendArchive(reply: FastifyReply, { fileName, bytes }: Archive): FastifyReply {
  return reply
    .type("application/zip")
    .header("content-disposition", attachmentNamed(fileName))
    .header("cache-control", "no-store")
    .send(bytes);
}
