import type { AccessScope } from "@/types/access";
import type { ErrorBody } from "@/types/errors";
import type { Exchange } from "./exchange";

type Method = "DELETE" | "GET" | "OPTIONS" | "PATCH" | "POST" | "PUT";

/** An address that is answered beside Next's route layer, in the same process and on the same port. */
export interface GatewayRoute {
  /** As it stands in the log: `/v1/models/:id`. */
  name: string;
  /** Of the whole path; its named groups become `params`. */
  path: RegExp;
  /** Of an access key; `session` is a person at the screen, as everywhere in the API. */
  admits: AccessScope | "session";
  /** Largest body in bytes; one megabyte unless told otherwise. */
  maxBytes?: number;
  /** HEAD is answered through GET, and OPTIONS by those that there are, as everywhere in the API. */
  methods: Partial<Record<Method, (exchange: Exchange) => Promise<void>>>;
  /** A failure before anything was answered, in the words of the protocol; `{ error }` if absent. */
  toFailure?(error: ErrorBody): Failure;
}

export interface Failure {
  body: unknown;
  /** That of the error's code if absent. */
  status?: number;
  headers?: Record<string, string>;
}
