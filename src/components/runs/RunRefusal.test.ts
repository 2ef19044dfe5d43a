import { expect, it } from "vitest";
import { workflow } from "@/store/testWorkflow";
import { workflowStore } from "@/store/useWorkflow";
import { withTitles } from "./RunRefusal";

it("why a run did not start names a node as the canvas does, not by an id that nobody sees", () => {
  const images = [
    { id: "imageInput_h5yc3y0xf4", type: "imageInput", data: {} },
    { id: "imageInput_other", type: "imageInput", data: {} },
  ];
  workflowStore.getState().load(workflow([...images, { id: "b", type: "imageInput", title: "Mine", data: {} }]));
  const message = "imageInput_h5yc3y0xf4 has no image: choose one. imageInput_other is fine.";
  expect(withTitles(message, ["imageInput_h5yc3y0xf4"])).toBe(
    "Image has no image: choose one. imageInput_other is fine.",
  );
});
