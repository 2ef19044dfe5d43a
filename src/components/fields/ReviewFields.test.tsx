import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { workflow } from "@/store/testWorkflow";
import { useNode, workflowStore } from "@/store/useWorkflow";
import { ReviewFields } from "./ReviewFields";

function Panel() {
  const shown = useNode("r");
  return shown === undefined ? null : <ReviewFields node={shown} />;
}

const dataOf = () => workflowStore.getState().workflow?.nodes.find(({ id }) => id === "r")?.data;

afterEach(cleanup);

it("takes options a line each, and no more of them than a review can have", () => {
  workflowStore.getState().load(workflow([{ id: "r", type: "review", data: { question: "Which?", mode: "choose" } }]));
  render(<Panel />);
  const field = screen.getByRole("textbox", { name: "Options, one a line" });
  fireEvent.change(field, { target: { value: "Sun\nRain\n" } });
  expect(dataOf()?.options).toEqual(["Sun", "Rain", ""]);
  fireEvent.change(field, { target: { value: Array(60).fill("long ".repeat(300)).join("\n") } });
  expect(nodeKinds.review.schema.safeParse(dataOf()).success).toBe(true);
  expect(screen.getByRole("textbox", { name: "Question" })).toHaveProperty("value", "Which?");
});
