/**
 * Printed documents: a Typst template and its data become a tagged PDF with embedded, subset fonts.
 *
 * Setting happens in a child process that starts with the first document and ends after 30 s without one, so that the
 * portal's own memory stays as it is. Equal requests give equal bytes while fonts and compiler stay the same.
 *
 * Figures (Node 24, two shared cores). 1,000 different pages of 40 lines in three scripts:
 *
 *     where            first   later    resident before, after 1,000, afterwards
 *     in the portal     73 ms  5.4 ms   48, 1,162, 1,162 MB
 *     a worker thread  100 ms  2.8 ms   48, 508, 503 MB
 *     a child process  107 ms  2.7 ms   48, 59, 59 MB; the child 228 MB until it ends
 *
 * The layouts beside this file: first document 120 ms (380 ms when the fonts have to be unpacked), then 7 ms a letter,
 * 8 ms a certificate; 32–68 KiB a page; the child has 113 MB after one document, 290 MB after 1,000.
 */
import { type ChildProcess, fork } from "node:child_process";
import { tmpdir } from "node:os";
import type { Language } from "../language.ts";
import { Problem } from "../problem.ts";
import type { Reply, Sheet } from "./typesetter.ts";

/**
 * `template` is Typst markup of ours; in it `data` is the request's data, and `/paper.typ`, `/letter.typ` and
 * `/certificate.typ` can be imported. `madeAt` becomes the creation date.
 */
export interface PdfRequest {
  template: string;
  data: unknown;
  language: Language;
  title: string;
  madeAt: Date;
}

/** How many documents may wait, how long one may take, after how long without work the process ends, and its size. */
export interface PrinterLimits {
  waiting: number;
  documentMs: number;
  idleMs: number;
  residentBytes: number;
}

interface Job {
  sheet: Sheet;
  resolve: (pdf: Uint8Array) => void;
  reject: (error: Error) => void;
}

const LIMITS: PrinterLimits = { waiting: 100, documentMs: 15_000, idleMs: 30_000, residentBytes: 400e6 };
const LONGEST_DATA = 2 ** 20;

/** Sets documents one after the other in a process that comes and goes. */
export class Printer {
  readonly #limits: PrinterLimits;
  readonly #waiting: Job[] = [];
  #current: Job | undefined;
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: Partial<PrinterLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
  }

  /** A 503 when too many wait or the document takes too long, a 409 when its data are over 1 MiB. */
  async render(request: PdfRequest): Promise<Uint8Array> {
    const sheet = sheetOf(request);
    if (this.#waiting.length >= this.#limits.waiting)
      throw new Problem(503, "unavailable", { retryAfterSeconds: 5 });
    return new Promise((resolve, reject) => {
      this.#waiting.push({ sheet, resolve, reject });
      this.#next();
    });
  }

  /** The id of the process at work or at rest; undefined when there is none. */
  get processId(): number | undefined {
    return this.#child?.pid;
  }

  #next(): void {
    if (this.#current !== undefined) return;
    clearTimeout(this.#timer);
    this.#current = this.#waiting.shift();
    if (this.#current === undefined) {
      this.#rest();
      return;
    }
    const child = this.#awake();
    child.send(this.#current.sheet, () => {}); // a child that is gone tells so by its exit
    this.#timer = setTimeout(
      () => this.#fail(new Problem(503, "unavailable", { retryAfterSeconds: 60 })),
      this.#limits.documentMs,
    );
  }

  /** While a document is set the portal waits for it; a process at rest does not keep the portal from ending. */
  #awake(): ChildProcess {
    this.#child ??= this.#start();
    this.#child.ref();
    this.#child.channel?.ref();
    return this.#child;
  }

  #rest(): void {
    this.#child?.unref();
    this.#child?.channel?.unref();
    this.#timer = setTimeout(() => this.#stop(), this.#limits.idleMs).unref();
  }

  #start(): ChildProcess {
    const child = fork(new URL("./typesetter.ts", import.meta.url), {
      env: { TMPDIR: tmpdir() }, // none of the portal's settings and secrets
      execArgv: [],
      serialization: "advanced",
    });
    child.on("message", (reply: Reply) => this.#finish(reply));
    child.on("error", (error) => this.#fail(error));
    child.on("exit", (code, signal) => this.#fail(new Error(`the typesetter ended: ${signal ?? code}`)));
    return child;
  }

  #stop(): void {
    this.#child?.removeAllListeners();
    this.#child?.on("error", () => {});
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
  }

  #finish(reply: Reply): void {
    const job = this.#current;
    this.#current = undefined;
    if (reply.residentBytes > this.#limits.residentBytes) this.#stop();
    if ("pdf" in reply) job?.resolve(reply.pdf);
    else job?.reject(new Error(`the template does not compile: ${reply.failure}`));
    this.#next();
  }

  /** The document at work is lost, those that wait are set by a new process. */
  #fail(error: Error): void {
    const job = this.#current;
    this.#current = undefined;
    this.#stop();
    job?.reject(error);
    this.#next();
  }
}

const printer = new Printer();

/** Sets one document. See `Printer.render`. */
export function renderPdf(request: PdfRequest): Promise<Uint8Array> {
  return printer.render(request);
}

function sheetOf({ template, data, language, title, madeAt }: PdfRequest): Sheet {
  const json = JSON.stringify(data, (_key, value) =>
    typeof value === "string" ? value.toWellFormed() : value,
  );
  if (Buffer.byteLength(json) > LONGEST_DATA) throw new Problem(409, "document_too_long");
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] =
    madeAt.toISOString().match(/\d+/g)?.map(Number) ?? [];
  return {
    template,
    data: json,
    paper: { title: title.toWellFormed(), language, madeAt: { year, month, day, hour, minute, second } },
  };
}
