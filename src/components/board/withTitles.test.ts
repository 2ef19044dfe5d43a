import { expect, it } from "vitest";
import { titleOf } from "@/components/kinds/nodeViews";
import { workflow } from "@/store/testWorkflow";
import { workflowStore } from "@/store/useWorkflow";
import { withTitles } from "./withTitles";

it("names nodes as the canvas does, not by ids that nobody sees, and leaves words alone that are ids by chance", () => {
  const images = [
    { id: "imageInput_h5yc3y0xf4", type: "imageInput", data: {} },
    { id: "photo", type: "imageInput", data: {} },
    { id: "fine", type: "imageInput", title: "Mine", data: {} },
  ];
  workflowStore.getState().load(workflow(images));
  const message = "imageInput_h5yc3y0xf4 hangs on photo, which is fine. prompt_0000000000 is not there.";
  expect(withTitles(message, titleOf, ["photo"])).toBe(
    "Image hangs on Image, which is fine. prompt_0000000000 is not there.",
  );
  expect(withTitles(message, titleOf)).toBe("Image hangs on photo, which is fine. prompt_0000000000 is not there.");
});
