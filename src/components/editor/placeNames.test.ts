import { expect, it } from "vitest";
import { titleOf } from "@/components/kinds/nodeViews";
import { prompt, wire, workflow } from "@/store/testWorkflow";
import { placeNames } from "./placeNames";

const list = { id: "list", type: "list", title: "Rows", data: { text: "", split: "csv" } };
const other = { ...prompt("other", "{{tone}} {{KM}} {{km}}"), title: "Other" };
const nodes = [prompt("ask", "Old {{text}}"), other, list];

function offer(to: string, columns: string[] | undefined, text = "") {
  const document = workflow(nodes, [wire("list.items", to)]);
  return placeNames(document, "ask", { text, columns, titleOf }).map(({ name, from }) => `${name}: ${from}`);
}

it("offers columns of the rows that arrive, names of this text, and those of other prompts, each once", () => {
  expect(offer("ask.data", ["The city", "km", ""], "About {{topic}} and {{km}}")).toEqual([
    "The city: field from Rows",
    "km: field from Rows",
    "topic: in this text",
    "tone: in Other",
    "KM: in Other",
  ]);
});

it("offers the rest where nobody knows what arrives, or a wire leads to a single place", () => {
  const rest = ["tone: in Other", "KM: in Other", "km: in Other"];
  expect(offer("ask.data", undefined)).toEqual(rest);
  expect(offer("ask.text", ["city"])).toEqual(rest);
});
