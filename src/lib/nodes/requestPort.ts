import type { Value } from "@/types/run";

/** How a value is written where it stands: as it is, as a part of an address or a form, or inside a JSON string. */
export type Encoding = "raw" | "url" | "json";

/** A text in which secrets are still named: their values are put in where it is sent, and nowhere before. */
export type NamedText = readonly (string | { secret: string; as: Encoding })[];

export const requestMethods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] as const;
export type RequestMethod = (typeof requestMethods)[number];

export interface RequestToSend {
  method: RequestMethod;
  url: NamedText;
  headers: readonly (readonly [name: string, value: NamedText])[];
  body?: NamedText;
  /** Told as JSON where the headers say nothing; refused if it is none. */
  isJson: boolean;
  as: "text" | "json" | "file";
}

export interface RequestAnswer {
  status: number;
  body: Value;
}

/**
 * Sends a request to another server and reads its whole answer.
 * @throws AppError `egress_blocked` for an address or a secret that may not go there, `not_found` for a secret that is
 * not there, `invalid_request` for what is no request, `upstream_rejected` for a status of 400 and above,
 * `upstream_unavailable`, `upstream_interrupted`, `timeout`, `too_large`, `unsupported_file`
 */
export type SendRequest = (request: RequestToSend, signal: AbortSignal) => Promise<RequestAnswer>;
