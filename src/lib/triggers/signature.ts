import { createHash, createHmac } from "node:crypto";
import { isSameText } from "@/lib/security/sameText";
import { AppError } from "@/types/errors";

export const SIGNATURE_HEADER = "x-patchbay-signature";
export const TIMESTAMP_HEADER = "x-patchbay-timestamp";

/** How far the clock of a sender may be from ours, in milliseconds. */
const SIGNATURE_HOLDS_MS = 5 * 60_000;

/** HMAC-SHA256 over `<timestamp>.<body>`, as `sha256=<hex>`; the timestamp is in seconds since 1970. */
export function sign(secret: string, timestamp: string, body: Uint8Array | string): string {
  return `sha256=${createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest("hex")}`;
}

/** The headers that sign a body now. */
export function signatureHeaders(secret: string, nowMs: number, body: string): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000));
  return { [TIMESTAMP_HEADER]: timestamp, [SIGNATURE_HEADER]: sign(secret, timestamp, body) };
}

export interface Signed {
  signature: string | null;
  timestamp: string | null;
  body: Uint8Array;
}

/** However it is written, it is one signature: it opens once. */
export function plainSignature(signature: string | null): string | null {
  return signature?.trim().toLowerCase() ?? null;
}

/** Takes a plain signature. Gives until when the signature would hold, in milliseconds since 1970. @throws AppError `login_required` */
export function requireSigned(secret: string, { signature, timestamp, body }: Signed, nowMs: number): number {
  if (signature === null || timestamp === null) {
    throw refused(
      `A hook is asked with an access key of the scope hooks (Authorization: Bearer pb_…), or with ${TIMESTAMP_HEADER} and ${SIGNATURE_HEADER}.`,
    );
  }
  if (!/^\d{1,12}$/.test(timestamp) || !isNear(Number(timestamp) * 1000, nowMs)) {
    throw refused(
      `${TIMESTAMP_HEADER} is the time of sending in seconds since 1970, at most five minutes from the clock here, which says ${Math.floor(nowMs / 1000)}.`,
    );
  }
  if (!isSameText(sign(secret, timestamp, body), signature)) {
    throw refused(
      `${SIGNATURE_HEADER} does not fit: it is sha256= and the HMAC-SHA256, in hex, of the timestamp, a dot and the body as it is sent, with the secret of this hook.`,
    );
  }
  return Number(timestamp) * 1000 + SIGNATURE_HOLDS_MS;
}

function isNear(timeMs: number, nowMs: number): boolean {
  return Math.abs(timeMs - nowMs) <= SIGNATURE_HOLDS_MS;
}

function refused(message: string): AppError {
  return new AppError("login_required", message, { needs: "signature" });
}

/** Names something without saying it. */
export function digestOf(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("base64url");
}
