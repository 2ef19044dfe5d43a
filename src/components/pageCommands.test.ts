import { beforeEach, describe, expect, it } from "vitest";
import { idleNode, idleRun, type NodeRun, type RunState } from "@/store/runReducer";
import { llm, prompt, workflow } from "@/store/testWorkflow";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import { useTableUi } from "./board/tableUi";
import type { CommandId } from "./commands/commands";
import { pageCommands } from "./pageCommands";
import { useDrawer } from "./runs/drawerUi";

const node = (change: Partial<NodeRun>): NodeRun => ({ ...idleNode, ...change });
const ran = (status: RunState["status"], nodes: Record<string, NodeRun> = {}) =>
  runStore.setState({ run: { ...idleRun, id: "r1", status, nodes }, isGhost: false });
const isPossible = (id: CommandId) => pageCommands[id]?.isPossible?.();

beforeEach(() => {
  workflowStore.getState().load(workflow([prompt("a"), llm("b"), llm("c")]));
  ran("idle");
});

describe("what can be done with a run", () => {
  it("is going on where it waits, was cut off or stopped, and waiting no longer where it waits for a limit or a person", () => {
    const possible = (status: RunState["status"]) => {
      ran(status);
      return [isPossible("resumeRun"), isPossible("giveUpRun"), isPossible("retryFailed")];
    };
    expect(possible("parked")).toEqual([true, true, false]);
    expect(possible("waiting")).toEqual([false, true, false]);
    expect(possible("interrupted")).toEqual([true, false, false]);
    expect(possible("cancelled")).toEqual([true, false, false]);
    expect(possible("running")).toEqual([false, false, false]);
    expect(possible("completed")).toEqual([false, false, false]);
  });

  it("is trying again what failed, once it has ended", () => {
    ran("failed", { b: node({ status: "failed" }) });
    expect(isPossible("retryFailed")).toBe(true);
    ran("running", { b: node({ status: "failed" }) });
    expect(isPossible("retryFailed")).toBe(false);
  });

  it("is looking at each part of the drawer", () => {
    pageCommands.activity?.run();
    expect(useDrawer.getState()).toMatchObject({ isOpen: true, tab: "activity" });
    pageCommands.runHistory?.run();
    expect(useDrawer.getState().tab).toBe("history");
  });
});

describe("the table", () => {
  it("is that of the selected list, or of the last one of the workflow", () => {
    expect(isPossible("table")).toBe(false);
    ran("completed", { a: node({ output: { items: ["x"] } }), b: node({ items: [] }), c: node({ text: "one" }) });
    pageCommands.table?.run();
    expect(useTableUi.getState().node).toBe("b");
    workflowStore.getState().select({ nodes: ["a"], edges: [] });
    pageCommands.table?.run();
    expect(useTableUi.getState().node).toBe("a");
    workflowStore.getState().select({ nodes: ["c"], edges: [] });
    expect(isPossible("table")).toBe(false);
  });
});
