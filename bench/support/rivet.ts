import { setTimeout as sleep } from "node:timers/promises";
import type { Contender } from "./contender";

interface Connection {
  outputNodeId: string;
  outputId: string;
  inputNodeId: string;
  inputId: string;
}

interface Options {
  graph: string;
  inputs: Record<string, unknown>;
  externalFunctions?: Record<string, () => Promise<{ type: "string"; value: string }>>;
}

/** Of `@ironclad/rivet-node`: only what is used here. */
export interface RivetModule {
  createProcessor(
    project: unknown,
    options: Options,
  ): { run(): Promise<Record<string, { value: unknown } | undefined>> };
}

/** Its own pass-through and external call nodes, in a project as its editor saves it. */
export function rivet({ createProcessor }: RivetModule): Contender {
  return {
    chain: (count) => {
      const ids = Array.from({ length: count }, (_, index) => `n${index}`);
      const nodes = [
        toNode("text", "start", { text: "x" }),
        ...ids.map((id) => toNode("passthrough", id)),
        toNode("graphOutput", "end", { id: "result", dataType: "string" }),
      ];
      const connections = ids.map((id, index) =>
        index === 0 ? connect("start", "output", id, "input1") : connect(`n${index - 1}`, "output1", id, "input1"),
      );
      const project = toProject(nodes, [...connections, connect(`n${count - 1}`, "output1", "end", "value")]);
      return async () => (await createProcessor(project, { graph: "main", inputs: {} }).run()).result?.value;
    },
    fan: (calls, callMs) => {
      let answered = 0;
      const call = async () => {
        await sleep(callMs);
        answered++;
        return { type: "string", value: "x" } as const;
      };
      const ids = Array.from({ length: calls }, (_, index) => `n${index}`);
      const models = ids.map((id) => toNode("externalCall", id, { functionName: "call" }));
      const connections = ids.map((id) => connect("start", "output", id, "arguments"));
      const project = toProject([toNode("text", "start", { text: "x" }), ...models], connections);
      return async () => {
        answered = 0;
        await createProcessor(project, { graph: "main", inputs: {}, externalFunctions: { call } }).run();
        return answered;
      };
    },
  };
}

function toNode(type: string, id: string, data: Record<string, unknown> = {}) {
  return { type, id, title: id, data, visualData: { x: 0, y: 0 } };
}

function connect(outputNodeId: string, outputId: string, inputNodeId: string, inputId: string): Connection {
  return { outputNodeId, outputId, inputNodeId, inputId };
}

function toProject(nodes: ReturnType<typeof toNode>[], connections: Connection[]) {
  return {
    metadata: { id: "project", title: "Bench", description: "", mainGraphId: "main" },
    graphs: { main: { metadata: { id: "main", name: "main", description: "" }, nodes, connections } },
  };
}
