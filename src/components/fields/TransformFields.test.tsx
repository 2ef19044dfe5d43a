import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { serve, stopServing } from "@/components/testServer";
import { workflow } from "@/store/testWorkflow";
import { useNode, workflowStore } from "@/store/useWorkflow";
import { TransformFields } from "./TransformFields";

function Panel() {
  const shown = useNode("t");
  return shown === undefined ? null : <TransformFields node={shown} />;
}

const dataOf = () => workflowStore.getState().workflow?.nodes.find(({ id }) => id === "t")?.data;

beforeEach(() => {
  workflowStore
    .getState()
    .load(workflow([{ id: "t", type: "transform", data: { code: "(value) => value + 1", list: "each" } }]));
});
afterEach(async () => {
  cleanup();
  await stopServing();
});

it("names inputs as they are written, and keeps what cannot be one out of the node", () => {
  render(<Panel />);
  const field = screen.getByRole("textbox", { name: "Inputs" });
  fireEvent.change(field, { target: { value: "value, table, " } });
  expect(field).toHaveProperty("value", "value, table, ");
  expect(dataOf()?.inputs).toEqual(["value", "table"]);
  fireEvent.change(field, { target: { value: "value, value" } });
  expect(dataOf()?.inputs).toEqual(["value", "table"]);
  expect(screen.getByRole("alert").textContent).toContain("a name of its own");
});

it("tries the code with what is written, and shows what it gives", async () => {
  const seen = serve({ "POST /api/transform": { value: { sum: 5 }, told: ["at work"] } });
  render(<Panel />);
  fireEvent.change(await screen.findByRole("textbox", { name: "value, as JSON or text" }), { target: { value: "4" } });
  fireEvent.click(screen.getByRole("button", { name: "Try" }));
  expect((await screen.findByRole("region", { name: "Result" })).textContent).toContain('"sum": 5');
  expect(screen.getByRole("region", { name: "Console" }).textContent).toContain("at work");
  expect(seen.map(({ body }) => body)).toEqual([{ code: "(value) => value + 1", given: [4, { value: 4 }] }]);
});
