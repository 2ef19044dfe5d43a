import type { ServerResponse } from "node:http";
import { Readable, type Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { constants, createGzip, createZstdCompress } from "node:zlib";

export type Encoding = "zstd" | "gzip";

/** What of `accept-encoding` is answered in; undefined: as it is. */
export function acceptedEncoding(accepted: string | string[] | undefined): Encoding | undefined {
  const names = String(accepted ?? "")
    .split(",")
    .map((name) => name.split(";")[0]?.trim());
  return (["zstd", "gzip"] as const).find((encoding) => names.includes(encoding));
}

/** Every write can be read by the client at once, so that a stream stays one. */
function createEncoder(encoding: Encoding) {
  return encoding === "gzip"
    ? createGzip({ flush: constants.Z_SYNC_FLUSH })
    : createZstdCompress({ flush: constants.ZSTD_e_flush });
}

export function encodeWhole(body: string, encoding: Encoding): Promise<Buffer> {
  return buffer(Readable.from([body]).pipe(createEncoder(encoding)));
}

interface Way {
  /** What to write into: the answer itself, or the encoder before it. */
  out: Writable;
  /** Settles when everything written has come out of the encoder. */
  settle(): Promise<void>;
}

export function wayInto(res: ServerResponse, encoding: Encoding | undefined): Way {
  if (encoding === undefined) return { out: res, settle: async () => {} };
  const encoder = createEncoder(encoding);
  encoder.pipe(res);
  return { out: encoder, settle: () => new Promise((resolve) => encoder.flush(resolve)) };
}
