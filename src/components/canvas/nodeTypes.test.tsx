import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { ReactFlowProvider } from "@xyflow/react";
import { afterEach, expect, it, vi } from "vitest";
import { nodeProps } from "@/components/testNode";
import { prompt, workflow } from "@/store/testWorkflow";
import { workflowStore } from "@/store/useWorkflow";
import { withFarView } from "./nodeTypes";

afterEach(cleanup);

it("holds up a fault in one node, draws the others, and can try again or remove it", () => {
  const reported = vi.spyOn(console, "error").mockImplementation(() => undefined);
  let isMended = false;
  const View = withFarView(({ id }) => {
    if (id === "bad" && !isMended) throw new Error("cannot be drawn");
    return <p>drawn {id}</p>;
  });
  workflowStore.getState().load(workflow([{ ...prompt("bad"), title: "Bad one" }, prompt("good")]));
  render(
    <ReactFlowProvider>
      <View {...nodeProps("bad", "prompt")} />
      <View {...nodeProps("good", "prompt")} />
    </ReactFlowProvider>,
  );
  expect(screen.getByRole("alert", { name: "Bad one" }).textContent).toContain("cannot be drawn");
  expect(screen.getByText("drawn good")).toBeTruthy();
  expect(reported).toHaveBeenCalled();

  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(screen.queryByText("drawn bad")).toBeNull();
  isMended = true;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(screen.getByText("drawn bad")).toBeTruthy();
  vi.restoreAllMocks();
});

it("lets a faulty node be deleted", () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const View = withFarView(() => {
    throw new Error("never");
  });
  workflowStore.getState().load(workflow([prompt("bad"), prompt("good")]));
  render(<View {...nodeProps("bad", "prompt")} />, { wrapper: ReactFlowProvider });
  fireEvent.click(screen.getByRole("button", { name: "Delete the node" }));
  expect(workflowStore.getState().workflow?.nodes.map(({ id }) => id)).toEqual(["good"]);
  vi.restoreAllMocks();
});
