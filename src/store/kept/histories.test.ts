import { expect, it } from "vitest";
import { emptyHistory } from "@/store/history";
import { prompt, workflow } from "@/store/testWorkflow";
import { createWorkflowStore } from "@/store/workflowStore";
import { createHistories } from "./histories";
import { refusingKeyValue, testKeyValue } from "./testKeyValue";

function edited(...texts: string[]) {
  const store = createWorkflowStore({ now: () => 0 });
  store.getState().load(workflow([prompt("a", "")]));
  for (const [index, text] of texts.entries()) {
    store.getState().edit((document) => ({ ...document, nodes: [prompt("a", text)] }), { key: `${index}` });
  }
  return store;
}
const stateOf = (store: ReturnType<typeof edited>) => {
  const { workflow: document, history } = store.getState();
  if (document === null) throw new Error("Nothing is open.");
  return { document, history };
};

it("gives the steps back to the document as it was left, so that undo and redo go on", async () => {
  const histories = createHistories(testKeyValue());
  const store = edited("one", "two", "three");
  store.getState().undo();
  const { document, history } = stateOf(store);
  await histories.keep(document, history);

  const reloaded = { ...document, revision: 9, layout: { ...document.layout, viewport: { x: 1, y: 1, zoom: 1 } } };
  const next = createWorkflowStore();
  next.getState().load(reloaded, { history: await histories.of(reloaded) });
  const text = () => next.getState().workflow?.nodes[0]?.data.text;
  next.getState().undo();
  expect(text()).toBe("one");
  next.getState().redo();
  next.getState().redo();
  expect(text()).toBe("three");
});

it("gives none to a document that was changed elsewhere, and none of another form", async () => {
  const kept = testKeyValue();
  const histories = createHistories(kept);
  const { document, history } = stateOf(edited("one"));
  await histories.keep(document, history);
  expect(await histories.of({ ...document, name: "Other" })).toEqual(emptyHistory);
  kept.kept.set("history:wf_test", { form: 2 });
  expect(await histories.of(document)).toEqual(emptyHistory);
});

it("keeps a bounded number of steps, fewer of large documents, for the documents used last", async () => {
  const kept = testKeyValue();
  const histories = createHistories(kept);
  const { document, history } = stateOf(edited(...Array.from({ length: 80 }, (_, index) => `${index}`)));
  await histories.keep(document, history);
  expect((await histories.of(document)).past).toHaveLength(50);
  const large = { ...document, nodes: Array.from({ length: 5_000 }, (_, index) => prompt(`n${index}`)) };
  await histories.keep(large, history);
  expect((await histories.of(large)).past).toHaveLength(4);
  for (let index = 0; index < 20; index++) await histories.keep({ ...document, id: `d${index}` }, history);
  expect((await histories.of(large)).past).toEqual([]);
  expect((await histories.of({ ...document, id: "d0" })).past).toHaveLength(50);
});

it("gives none where the browser keeps nothing", async () => {
  const histories = createHistories(refusingKeyValue());
  const { document, history } = stateOf(edited("one"));
  await histories.keep(document, history);
  expect(await histories.of(document)).toEqual(emptyHistory);
});
