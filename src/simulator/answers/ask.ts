import type { ImageFacts } from "./imageFacts";

/** Something that the model may call. `custom` takes free text, a function JSON. */
export interface OfferedTool {
  kind: "function" | "custom" | "tool_search";
  name: string;
  namespace?: string;
  parameters: Record<string, unknown>;
}

/** Whether the model must call: any tool, a named one, or the search of the host. */
export type Choice = "auto" | "none" | "required" | "web_search" | "image_generation" | { name: string };

/** What happened since the person spoke last. */
export interface Turn {
  /** Calls made, in order; `output` once it came back. */
  calls: { name: string; output?: string }[];
}

export interface FileFacts {
  name: string;
  bytes: number;
  pages: number;
}

/** What a request asks for, whichever protocol it came by. */
export interface Ask {
  model: string;
  /** System prompt, instructions and developer messages, joined. */
  system: string;
  /** Text of the last message of the person. */
  prompt: string;
  images: ImageFacts[];
  files?: FileFacts[];
  tools?: OfferedTool[];
  choice?: Choice;
  /** False: one call at a time. Default true. */
  parallel?: boolean;
  turn?: Turn;
  /** The host can search the web for this request. */
  canSearch?: boolean;
  /** The host can draw for this request. */
  canDraw?: boolean;
  /** Everything that was sent, in the order in which the model reads it; what usage and the cache count. */
  read?: string;
  /** Of that, what was found again in the cache. */
  cachedTokens?: number;
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

/** A call the answer asks for; `input` is JSON for a function, free text for a custom tool. */
export interface AnswerCall extends Pick<OfferedTool, "kind" | "name" | "namespace"> {
  id: string;
  input: string;
}

/** A part of the text and where it comes from; offsets count code points. */
export interface Citation {
  start: number;
  end: number;
  url: string;
  title: string;
}

export interface SearchMade {
  query: string;
  sources: { url: string; title: string }[];
}

export interface Answer {
  /** What the answer asks to be called; while it asks, it has no text. */
  calls: AnswerCall[];
  search?: SearchMade;
  citations: Citation[];
  /** What was drawn, as the drawing model was told. */
  picture?: { prompt: string };
  text: string;
  /** The text in the pieces it is streamed in; joined, they are the text. */
  pieces: string[];
  /** A summary of the thoughts, for surfaces that show one. */
  reasoning: string;
  finish: "stop" | "length" | "content-filter";
  usage: TokenUsage;
}
