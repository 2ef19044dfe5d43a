import type { z } from "zod";
import type { NodePorts } from "@/lib/graph/ports";
import type { CallLlm, Notice, Usage } from "@/types/llm";
import type { Payer } from "@/types/providers";
import type { PortValues, Value } from "@/types/run";

/** What a node may touch while it runs; nothing else of the outside reaches it. */
export interface NodeContext<Data> {
  data: Data;
  /** By input port: the value of its wire, or a list of them where the port takes many. */
  inputs: Record<string, Value>;
  /** The `inputs` given with the run, for placeholders and nodes that name one. */
  runInputs: Record<string, Value>;
  callLlm: CallLlm;
  signal: AbortSignal;
  onText(delta: string): void;
  onNotice(notice: Notice): void;
}

export interface NodeResult {
  output: PortValues;
  usage?: Usage;
  payer?: Payer;
}

/** One kind of node: its data, its ports and what it does. Pure: the engine and the canvas both load it. */
export interface NodeKind<Schema extends z.ZodType = z.ZodType> {
  /** Moves when the meaning of the data changes; part of a result's cache key. */
  version: number;
  schema: Schema;
  defaults: () => z.infer<Schema>;
  ports: (data: z.infer<Schema>) => NodePorts;
  /** @throws AppError */
  execute: (context: NodeContext<z.infer<Schema>>) => Promise<NodeResult>;
}
