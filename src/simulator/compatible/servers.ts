/** A simulated server of a person's own, below a path of its own; its base URL is that path and `/v1`. */
export interface SimulatedServer {
  path: string;
  models: readonly SimulatedModel[];
  /** Only this one is let in. */
  key?: string;
  /** Wanted beside the key. */
  header?: { name: string; value: string };
  hasResponses: boolean;
  /** Top-level parameters that are refused as unknown. */
  unknown: readonly string[];
  /** Forms of `response_format` that are taken. */
  formats: readonly string[];
  /** Tells what its models can do in the way of Ollama. */
  isOllama: boolean;
}

interface SimulatedModel {
  id: string;
  can: readonly ("completion" | "tools" | "vision" | "thinking" | "embedding")[];
}

/** Names as Ollama has them, without a key and without Responses. */
const ollama: SimulatedServer = {
  path: "/ollama",
  models: [
    { id: "llama3.2:3b", can: ["completion", "tools"] },
    { id: "hf.co/bartowski/Qwen2.5-VL-7B-GGUF:Q4_K_M", can: ["completion", "tools", "vision"] },
    { id: "deepseek-r1:8b", can: ["completion", "thinking"] },
    { id: "nomic-embed-text:latest", can: ["embedding"] },
  ],
  hasResponses: false,
  unknown: [],
  formats: ["json_schema", "json_object", "text"],
  isOllama: true,
};

/** A server that answers by both protocols, and takes any key. */
const local: SimulatedServer = {
  path: "/local",
  models: [{ id: "openai/gpt-oss-120b", can: ["completion", "tools", "thinking"] }],
  hasResponses: true,
  unknown: [],
  formats: ["json_schema", "json_object", "text"],
  isOllama: false,
};

/** An older gateway of a team: a short key, a header, and less of the protocol. */
const team: SimulatedServer = {
  path: "/team",
  models: [{ id: "Qwen/Qwen3-30B-A3B", can: ["completion", "tools"] }],
  key: "team-1",
  header: { name: "x-team", value: "blue" },
  hasResponses: false,
  unknown: ["stream_options", "parallel_tool_calls", "max_completion_tokens"],
  formats: ["json_object", "text"],
  isOllama: false,
};

export const simulatedServers: readonly SimulatedServer[] = [ollama, local, team];
