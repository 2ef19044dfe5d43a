import { randomBytes } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { ensurePrivateDirectory } from "@/lib/storage/file/atomicFile";
import { toStorageError } from "@/lib/storage/file/storageError";
import { AppError } from "@/types/errors";
import { createBudget } from "./budget";

const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;

export interface BodyOptions {
  /** Largest body. */
  maxBytes: number;
  /** Sees each part as it arrives; what it throws ends the reading. */
  look?(chunk: Uint8Array): void;
}

/** A request, as Next or Node has it. */
export interface IncomingBody extends Pick<Request, "headers" | "signal"> {
  body: AsyncIterable<Uint8Array> | null;
}

/** Reads request bodies, however many come at once and however slowly, in little memory. */
export interface BodyReader {
  /**
   * Calls `work` with the whole body. It should be short: other large bodies wait for it to end.
   * @throws AppError `unsupported_file` (packed), `too_large`, `rate_limited` (too much is arriving at once),
   * `storage_failed`; AbortError when the client left
   */
  use<T>(request: IncomingBody, options: BodyOptions, work: (bytes: Uint8Array<ArrayBuffer>) => Promise<T>): Promise<T>;
}

export interface BodyReaderOptions {
  /** Private, on the disk of the data: larger bodies wait there until they are whole. */
  directory: string;
  /** Kept in memory while it arrives. Default 256 KB. */
  maxInMemory?: number;
  /** Of all bodies that are arriving. Default 1 GB. */
  maxArriving?: number;
  /** Of all large bodies that are worked on at once, or the one that is larger. Default 64 MB. */
  maxAtWork?: number;
}

export function createBodyReader({
  directory,
  maxInMemory = 256 * KILOBYTE,
  maxArriving = KILOBYTE * MEGABYTE,
  maxAtWork = 64 * MEGABYTE,
}: BodyReaderOptions): BodyReader {
  let arriving = 0;
  const atWork = createBudget(maxAtWork);

  /** What arrived, in memory as long as it is small, then in a file. */
  async function receive(request: IncomingBody, { maxBytes, look }: BodyOptions, body: Body): Promise<void> {
    for await (const chunk of request.body ?? []) {
      body.size += chunk.byteLength;
      arriving += chunk.byteLength;
      if (body.size > maxBytes) throw tooLarge(maxBytes);
      if (arriving > maxArriving) throw tooMuch();
      look?.(chunk);
      body.chunks.push(chunk);
      if (body.size <= maxInMemory) continue;
      body.file ??= await openUnnamedFile(directory);
      for (const waiting of body.chunks.splice(0)) await body.file.writeFile(waiting);
    }
  }

  return {
    async use(request, options, work) {
      refusePacked(request.headers.get("content-encoding"));
      if (Number(request.headers.get("content-length") ?? 0) > options.maxBytes) throw tooLarge(options.maxBytes);
      const body: Body = { size: 0, chunks: [] };
      try {
        await receive(request, options, body).catch((error: unknown) => {
          throw explain(error, request);
        });
        const { file, size, chunks } = body;
        if (file === undefined) return await work(Uint8Array.from(Buffer.concat(chunks)));
        return await atWork.spend(size, async () => work(await readWhole(file, size)));
      } finally {
        arriving -= body.size;
        await body.file?.close();
      }
    },
  };
}

interface Body {
  size: number;
  chunks: Uint8Array[];
  file?: FileHandle;
}

/** A file that has lost its name already, so that nothing is left of it when the process ends, however it ends. */
async function openUnnamedFile(directory: string): Promise<FileHandle> {
  await ensurePrivateDirectory(directory);
  const path = join(directory, `body.${process.pid}.${randomBytes(4).toString("hex")}.tmp`);
  const file = await open(path, "wx+", 0o600);
  await rm(path, { force: true });
  return file;
}

async function readWhole(file: FileHandle, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(bytes, at, size - at, at);
    if (bytesRead === 0) throw new Error("A spooled request body is shorter than what was written.");
    at += bytesRead;
  }
  return bytes;
}

function explain(error: unknown, request: IncomingBody): unknown {
  // The stream of a client that left fails in many ways, and nobody reads the answer.
  if (request.signal.aborted) return new DOMException("The client left while it was sending.", "AbortError");
  return toStorageError(error, "The request");
}

/** What a few bytes unpack to is as large as they like, and hardly any program packs what it asks. */
function refusePacked(codings: string | null): void {
  const packed = (codings ?? "").split(",").some((coding) => !/^(identity)?$/i.test(coding.trim()));
  if (!packed) return;
  const message = `The body is packed (content-encoding: ${codings}), and bodies are taken as they are only. Send it unpacked, without that header.`;
  throw new AppError("unsupported_file", message);
}

function tooLarge(maxBytes: number): AppError {
  return new AppError("too_large", `This is larger than the ${toSize(maxBytes)} allowed.`, { maxBytes });
}

function tooMuch(): AppError {
  const message =
    "Patchbay is taking in many large requests at this moment. Wait until they are through, then try again.";
  return new AppError("rate_limited", message, { retryAfterMs: 5000 });
}

function toSize(bytes: number): string {
  const kilobytes = bytes / KILOBYTE;
  return kilobytes < 1024 ? `${Math.round(kilobytes)} KB` : `${Math.round(kilobytes / 1024)} MB`;
}
