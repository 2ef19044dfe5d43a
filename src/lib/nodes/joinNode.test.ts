import { expect, it } from "vitest";
import { node, run } from "@/lib/engine/testRun";

it("joins what its wires bring, with an empty line between where nothing else is said", async () => {
  const prompt = (id: string) => node(id, "prompt", { text: id });
  const nodes = [prompt("a"), prompt("b"), node("j", "join"), node("o", "output")];
  const { result } = await run(nodes, ["a.text>j.items", "b.text>j.items", "j.text>o.value"]);
  expect(result.outputs).toEqual({ o: "a\n\nb" });
});
