import { AppError } from "@/types/errors";

/**
 * Encodings that a person can choose, with what they are called. Those that Excel, WPS and Windows write where nobody
 * says UTF-8, as the web platform names them (https://encoding.spec.whatwg.org).
 */
export const encodings = {
  "windows-1252": "Western European (Windows-1252)",
  "windows-1250": "Central European (Windows-1250)",
  "windows-1251": "Cyrillic (Windows-1251)",
  "windows-1253": "Greek (Windows-1253)",
  "windows-1254": "Turkish (Windows-1254)",
  "windows-1255": "Hebrew (Windows-1255)",
  "windows-1256": "Arabic (Windows-1256)",
  gb18030: "Chinese, simplified (GBK, GB 18030)",
  big5: "Chinese, traditional (Big5)",
  shift_jis: "Japanese (Shift JIS)",
  "euc-kr": "Korean (EUC-KR)",
  macintosh: "Western European (Mac)",
  "utf-16le": "UTF-16, little endian",
  "utf-16be": "UTF-16, big endian",
} as const;

export type Encoding = keyof typeof encodings;

export function isEncoding(name: string): name is Encoding {
  return Object.hasOwn(encodings, name);
}

/** A text in an encoding that is known, without its byte order mark; undefined for bytes that are none. */
export function decodeAs(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined; // the decoder says no more than that
  }
}

/** The text of a file that says what it is: UTF-8, or UTF-16 of either order with its mark. Undefined otherwise. */
export function readText(bytes: Uint8Array): string | undefined {
  return decodeAs(bytes, encodingByMark(bytes) ?? "utf-8");
}

/** Source: https://encoding.spec.whatwg.org/#bom-sniff */
function encodingByMark([first, second]: Uint8Array): Encoding | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : undefined;
}

/**
 * The text of a file. `encoding` counts where the bytes do not say themselves what they are.
 * @throws AppError `invalid_request`, which names the file and the way on, when it is something else
 */
export function decodeText(bytes: Uint8Array, name: string, encoding?: Encoding): string {
  const text = readText(bytes) ?? (encoding && decodeAs(bytes, encoding));
  if (text !== undefined) return text;
  const message =
    encoding === undefined
      ? `${name} is not text, or not in UTF-8. Save it as UTF-8, or say which encoding it is.`
      : `${name} is not text in ${encodings[encoding]}. Say another encoding, or save it as UTF-8.`;
  throw new AppError("invalid_request", message, { encodings: Object.keys(encodings) });
}

/**
 * The likeliest encoding of bytes that do not say it, to begin a choice with: never to read them by. Zeros are half of
 * UTF-16; bytes above 127 that come in pairs alone are Chinese; else they are single letters.
 */
export function guessEncoding(bytes: Uint8Array): Encoding {
  const head = bytes.subarray(0, 8192);
  const zeroPlaces = Array.from(head.entries()).filter(([, byte]) => byte === 0);
  if (zeroPlaces.length > 0) {
    const odd = zeroPlaces.filter(([place]) => place % 2 === 1).length;
    return odd * 2 >= zeroPlaces.length ? "utf-16le" : "utf-16be";
  }
  const runs = String.fromCharCode(...head).match(/[\x80-\xff]+/g) ?? [];
  return runs.every((run) => run.length % 2 === 0) ? "gb18030" : "windows-1252";
}
