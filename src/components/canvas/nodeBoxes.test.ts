import { expect, it } from "vitest";
import { changeGroup, groupNodes } from "@/store/groups";
import { prompt, workflow } from "@/store/testWorkflow";
import { standingBoxes } from "./nodeBoxes";

it("takes a collapsed group for what stands in the place of its nodes", () => {
  const grouped = groupNodes(workflow([prompt("a"), prompt("b"), prompt("c")]), ["a", "b"], "g1");
  expect(standingBoxes(grouped).map(({ id }) => id)).toEqual(["a", "b", "c"]);
  const [node, group] = standingBoxes(changeGroup(grouped, "g1", { collapsed: true }));
  expect([node?.id, group?.id, group?.width]).toEqual(["c", "group:g1", 300]);
  const places = Object.values(grouped.layout.nodes).slice(0, 2);
  expect(group?.x).toBeGreaterThanOrEqual(Math.min(...places.map(({ x }) => x)));
});
