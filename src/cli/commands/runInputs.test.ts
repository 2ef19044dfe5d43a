import { expect, it } from "vitest";
import { node } from "@/lib/engine/testRun";
import { namedInputsOf } from "@/lib/nodes/namedInputs";
import { workflowOf } from "@/lib/runs/testRunService";
import type { Value } from "@/types/run";
import type { Workflow } from "@/types/workflow";
import { toRunInputs } from "./runInputs";

const told = workflowOf([node("p", "prompt", { text: "{{name}} {{tone}} {{count}}", input: "template" })], []);
const read = (given: Record<string, Value>, settings: Workflow["settings"] = {}) => {
  const workflow = { ...told, settings };
  return { ...toRunInputs(workflow, namedInputsOf(workflow), given) };
};

it("reads inputs as their kinds want them, with defaults", () => {
  const settings = { inputs: { count: { kind: "number" as const }, tone: { default: "warm" } } };
  expect(read({ name: "ada", count: "3" }, settings)).toMatchObject({ name: "ada", count: 3, tone: "warm" });
  expect(() => read({ name: "ada", count: "many" }, settings)).toThrow(/count must be a number/);
  expect(() => read({ count: "3" }, settings)).toThrow(/name is missing/);
});

it("takes an empty text, unless the document says that there must be more", () => {
  const given = { name: "ada", tone: "", count: "1" };
  expect(read(given)).toMatchObject({ tone: "" });
  expect(() => read(given, { inputs: { tone: { required: true } } })).toThrow(/tone is missing/);
});

it("asks for no place of a text in whose stead another one is given", () => {
  expect(read({ template: "Only {{name}}", name: "ada" })).toEqual({ template: "Only {{name}}", name: "ada" });
  expect(read({ template: "{{name}} in {{place}}", name: "ada", place: "Bern" })).toMatchObject({ place: "Bern" });
  expect(() => read({ template: "{{name}} {{tone}}", name: "ada" })).toThrow(/tone is missing/);
});
