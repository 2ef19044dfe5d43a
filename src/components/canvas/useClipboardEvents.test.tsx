import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { provideFocus } from "@/components/commands/registry";
import { prompt, workflow } from "@/store/testWorkflow";
import { workflowStore } from "@/store/useWorkflow";
import { useClipboardEvents } from "./useClipboardEvents";

const atZero = () => ({ x: 0, y: 0 });

function Page() {
  useClipboardEvents(atZero);
  return <button type="button">b</button>;
}

let withdraw = () => {};
afterEach(() => {
  cleanup();
  withdraw();
  workflowStore.setState(workflowStore.getInitialState(), true);
});

it.each(["copy", "cut"])("takes what has the focus, where that is not what is selected (%s)", (type) => {
  workflowStore.getState().load(workflow([prompt("a", "first"), prompt("b", "second")]));
  workflowStore.getState().select({ nodes: ["a"], edges: [] });
  withdraw = provideFocus(({ textContent }) =>
    workflowStore.getState().select({ nodes: [textContent ?? ""], edges: [] }),
  );
  const { getByRole } = render(<Page />);
  getByRole("button").focus();
  const clipboardData = new DataTransfer();
  document.dispatchEvent(new ClipboardEvent(type, { clipboardData }));
  const { nodes } = JSON.parse(clipboardData.getData("text/plain"));
  expect(nodes).toMatchObject([{ id: "b", data: { text: "second" } }]);
  expect(workflowStore.getState().workflow?.nodes).toHaveLength(type === "cut" ? 1 : 2);
});
