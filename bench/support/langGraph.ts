import { setTimeout as sleep } from "node:timers/promises";
import type { Contender } from "./contender";

interface State {
  value: string;
  answers: string[];
}

interface GraphBuilder {
  addNode(name: string, run: (state: State) => Promise<Partial<State>> | Partial<State>): void;
  addEdge(from: string, to: string): void;
  compile(): { invoke(state: Partial<State>, options: { recursionLimit: number }): Promise<State> };
}

/** Of `@langchain/langgraph`: only what is used here. */
export interface LangGraphModule {
  Annotation: {
    <T>(reduced?: { reducer: (before: T, update: T) => T; default: () => T }): unknown;
    Root(fields: Record<string, unknown>): unknown;
  };
  StateGraph: new (state: unknown) => GraphBuilder;
  START: string;
  END: string;
}

/** The graph API as its documentation shows it, without a checkpointer. */
export function langGraph({ Annotation, StateGraph, START, END }: LangGraphModule): Contender {
  const newGraph = () =>
    new StateGraph(
      Annotation.Root({
        value: Annotation<string>(),
        answers: Annotation<string[]>({ reducer: (before, more) => before.concat(more), default: () => [] }),
      }),
    );
  return {
    chain: (count) => {
      const graph = newGraph();
      for (let index = 0; index < count; index++) graph.addNode(`n${index}`, ({ value }) => ({ value }));
      for (let index = 0; index <= count; index++) {
        graph.addEdge(index === 0 ? START : `n${index - 1}`, index === count ? END : `n${index}`);
      }
      const compiled = graph.compile();
      return async () => (await compiled.invoke({ value: "x" }, { recursionLimit: count + 1 })).value;
    },
    fan: (calls, callMs) => {
      const graph = newGraph();
      for (let index = 0; index < calls; index++) {
        graph.addNode(`n${index}`, async ({ value }) => ({ answers: [await sleep(callMs, value)] }));
        graph.addEdge(START, `n${index}`);
        graph.addEdge(`n${index}`, END);
      }
      const compiled = graph.compile();
      return async () => (await compiled.invoke({ value: "x" }, { recursionLimit: calls + 1 })).answers.length;
    },
  };
}
