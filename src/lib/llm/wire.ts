import type { Credential } from "@/types/credential";
import type { InputFile } from "@/types/llm";
import type { Asked, Failure, Refusal } from "./failure";
import type { Observation, ProviderEvent } from "./provider";
import type { Timing } from "./timing";

export interface UpstreamRequest {
  url: string;
  /** In the order in which they go out. */
  headers: Record<string, string>;
  /** JSON text. */
  body: string;
}

/** What one message says; after a `failure` or an `end` event nothing more is read. */
export interface Reading {
  events: ProviderEvent[];
  failure?: Failure;
}

/** Reads one answer, message by message. Made anew for each attempt. */
export interface WireReader {
  /**
   * `message` is parsed JSON, or the text of what is none.
   * Undefined: it is nothing of this protocol.
   */
  read(message: unknown): Reading | undefined;
  /**
   * What the end of the connection makes of what was read; undefined: the answer is not at its end.
   * `isWhole`: it came as one JSON body, which cannot have been cut.
   */
  close?(isWhole: boolean): Reading | undefined;
}

/** One call in one wire protocol: how to ask, and how to read what comes back. */
export interface WireCall {
  asked: Asked;
  request(credential: Credential): UpstreamRequest | Promise<UpstreamRequest>;
  toFailure(refusal: Refusal, nowMs: number): Failure;
  createReader(nowMs: () => number): WireReader;
  /** What the head of any answer tells beside the answer itself. */
  observe?(headers: Headers): Observation;
  /**
   * Where the bytes of a stream may go on as they are: whether an event that begins like this is nothing but a piece of
   * text, which comes once more as a whole.
   */
  isPiece?(start: string): boolean;
  /** The request was taken. */
  accepted?(): Promise<void>;
}

export interface UpstreamDeps {
  fetch: typeof fetch;
  timing: Timing;
  /** Milliseconds of silence after which a call is given up. */
  idleTimeoutMs: number;
  /**
   * The text of a PDF, for upstreams that take no files; absent where none can be read.
   * @throws AppError `unsupported_file`
   */
  fileText?(file: InputFile): Promise<string>;
}
