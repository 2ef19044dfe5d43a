import { describe, expect, it } from "vitest";
import { titleOf } from "@/components/kinds/nodeViews";
import { llm, prompt, wire, workflow } from "@/store/testWorkflow";
import type { Value } from "@/types/run";
import type { WorkflowNode } from "@/types/workflow";
import { placeNames } from "./placeNames";

const csv: WorkflowNode = {
  id: "csv",
  type: "list",
  title: "Rows",
  data: { split: "csv", text: '"The city", km\nOslo,1' },
};
const ask = prompt("ask", "Old {{text}}");

function offer(nodes: WorkflowNode[], wires: string[][], given: Record<string, Value> = {}, text = "") {
  const document = workflow(
    [ask, ...nodes],
    wires.map(([from = "", to = ""]) => wire(from, to)),
  );
  const gave = ({ node, port }: { node: string; port: string }) => given[`${node}.${port}`];
  return placeNames(document, ask, { text, gave, titleOf }).map(({ name, from }) => `${name}: ${from}`);
}

describe("names that are offered to a prompt", () => {
  it("are fields of the rows that arrive, its own, and those of other prompts, each once", () => {
    const other = { ...prompt("other", "{{tone}} {{KM}} {{km}}"), title: "Other" };
    expect(offer([csv, other], [["csv.items", "ask.data"]], {}, "About {{topic}} and {{km}}")).toEqual([
      "The city: field from Rows",
      "km: field from Rows",
      "topic: in this text",
      "tone: in Other",
      "KM: in Other",
    ]);
  });

  it("are those of what came in the newest run, where there was one", () => {
    const rows: Value = [{ town: "Oslo" }, { town: "Bergen", more: 1 }];
    expect(offer([csv], [["csv.items", "ask.data"]], { "csv.items": rows })).toEqual(["town: field from Rows"]);
    expect(offer([llm("m")], [["m.text", "ask.data"]], { "m.text": '{"answer": 1}' })).toEqual([
      "answer: field from LLM",
    ]);
  });

  it("are the fields that a schema or a list in JSON promises before anything ran", () => {
    const jsonSchema = { type: "object", properties: { title: {}, year: {} } };
    const model = { ...llm("m"), data: { ...llm("m").data, jsonSchema } };
    expect(offer([model], [["m.json", "ask.data"]])).toEqual(["title: field from LLM", "year: field from LLM"]);
    const list = { ...csv, data: { split: "json", text: '[{"a": 1}]' } };
    expect(offer([list], [["csv.items", "ask.data"]])).toEqual(["a: field from Rows"]);
  });

  it("do not come from wires into single places, which carry one value", () => {
    expect(offer([csv], [["csv.items", "ask.text"]])).toEqual([]);
  });
});
