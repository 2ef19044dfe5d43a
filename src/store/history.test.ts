import { describe, expect, it } from "vitest";
import { emptyWorkflow } from "./documentEdits";
import { emptyHistory, type ResultState, recordResult, recordStep, redo, undo } from "./history";

describe("a changed result", () => {
  const state = (text: string): ResultState => ({ key: "k", output: { text }, pinned: false });
  const step = { before: state("model's"), after: state("mine") };

  it("is a step of its own that undo and redo tell of, while the document stays as it is", () => {
    const workflow = emptyWorkflow("A");
    const history = recordResult(emptyHistory, workflow, step);
    const undone = undo(history, workflow);
    expect(undone).toMatchObject({ result: step.before, workflow });
    expect(redo(undone?.history ?? emptyHistory, workflow)).toMatchObject({ result: step.after, workflow });
    expect(undone?.workflow).not.toHaveProperty("result");
  });

  it("stands between edits of the document in their order", () => {
    const first = emptyWorkflow("A");
    const second = { ...first, name: "B" };
    const history = recordResult(recordStep(emptyHistory, first, undefined, 0), second, step);
    const one = undo(history, second);
    expect(one?.result).toEqual(step.before);
    const two = undo(one?.history ?? emptyHistory, second);
    expect([two?.workflow.name, two?.result]).toEqual(["A", undefined]);
    const three = redo(two?.history ?? emptyHistory, first);
    expect([three?.workflow.name, three?.result]).toEqual(["B", undefined]);
    expect(redo(three?.history ?? emptyHistory, second)?.result).toEqual(step.after);
  });
});

describe("what a workflow is offered as", () => {
  it("goes back and forth with the document, also to none", () => {
    const first = emptyWorkflow("A");
    const second = { ...first, settings: { offer: true, later: 1 } };
    const back = undo(recordStep(emptyHistory, first, undefined, 0), second);
    expect(back?.workflow.settings).toBeUndefined();
    expect(redo(back?.history ?? emptyHistory, first)?.workflow.settings).toEqual({ offer: true, later: 1 });
  });
});
