import { afterEach, expect, it } from "vitest";
import { z } from "zod";
import { createWorkflowMemory } from "./workflowMemory";

const memory = createWorkflowMemory("patchbay.test", z.object({ word: z.string().default("none") }));

afterEach(() => localStorage.clear());

it("remembers something of each workflow", () => {
  memory.write("a", { word: "owl" });
  memory.write("b", { word: "fox" });
  memory.write("a", { word: "hare" });
  expect([memory.read("a"), memory.read("b"), memory.read("c")].map(({ word }) => word)).toEqual([
    "hare",
    "fox",
    "none",
  ]);
});

it("forgets the workflow that was written longest ago when there are more than fifty", () => {
  for (let place = 0; place <= 50; place++) memory.write(`w${place}`, { word: `${place}` });
  expect([memory.read("w0").word, memory.read("w1").word]).toEqual(["none", "1"]);
});

it.each(["{", '{"a":1}', '[["a",{"word":1}]]', '["a"]'])("reads the damaged %s as nothing", (stored) => {
  localStorage.setItem("patchbay.test", stored);
  expect(memory.read("a")).toEqual({ word: "none" });
});
