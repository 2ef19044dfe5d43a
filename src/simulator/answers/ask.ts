import type { ImageFacts } from "./imageFacts";

/** What a request asks for, whichever protocol it came by. */
export interface Ask {
  model: string;
  /** System prompt, instructions and developer messages, joined. */
  system: string;
  /** Text of the last message of the person. */
  prompt: string;
  images: ImageFacts[];
  /** JSON Schema of the answer. */
  schema?: Record<string, unknown>;
  /** JSON without a schema (`json_object`, `application/json`). */
  json?: boolean;
  /** The answer ends there, as incomplete. */
  maxTokens?: number;
  reasoningEffort?: string;
}

export interface TokenUsage {
  input: number;
  cached: number;
  output: number;
  reasoning: number;
}

export interface Answer {
  text: string;
  /** The text in the pieces it is streamed in; joined, they are the text. */
  pieces: string[];
  /** A summary of the thoughts, for surfaces that show one. */
  reasoning: string;
  finish: "stop" | "length" | "content-filter";
  usage: TokenUsage;
}
