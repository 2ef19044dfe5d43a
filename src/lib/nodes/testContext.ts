import { testWork } from "@/lib/worker/testWork";
import type { Notice } from "@/types/llm";
import type { NodeContext, NodeKind, NodeResult } from "./nodeKind";

export interface TestedNode {
  result: NodeResult;
  notices: Notice[];
  /** What was streamed. */
  text: string;
  reasoning: string;
}

/** Runs one node of a kind on the data and inputs given; what is not given is empty or refuses to be used. */
export async function runKind(kind: unknown, context: Partial<NodeContext<unknown>>): Promise<TestedNode> {
  const { schema, execute } = kind as NodeKind; // any kind of the table: its schema checks the data
  const notices: Notice[] = [];
  let text = "";
  let reasoning = "";
  const unused = () => {
    throw new Error("This node was not expected to reach outside.");
  };
  const result = await execute?.({
    inputs: {},
    runInputs: {},
    callLlm: unused,
    makeImages: unused,
    assets: {
      fromDataUrl: unused,
      toDataUrl: unused,
      toFileUrl: unused,
      toBytes: unused,
      keep: unused,
      toText: unused,
    },
    work: testWork,
    part: async (_, make) => ({ ...(await make()), cached: false }),
    signal: new AbortController().signal,
    ask: unused,
    past: { rounds: [], tools: [] },
    tell: unused,
    runGraph: unused,
    onText: (delta) => {
      text += delta;
    },
    onReasoning: (delta) => {
      reasoning += delta;
    },
    onNotice: (notice) => notices.push(notice),
    onQueue: () => {},
    ...context,
    data: schema.parse(context.data),
  });
  if (result === undefined) throw new Error("This kind does not run.");
  return { result, notices, text, reasoning };
}
