import { expect, it } from "vitest";
import { node } from "@/lib/engine/testRun";
import { workflowOf } from "@/lib/runs/testRunService";
import { requireKnownInputs } from "./inputNames";

const document = workflowOf(
  [
    node("p", "prompt", { text: "Hi {{who}}" }),
    node("rows", "list", { text: "", split: "lines", input: "towns" }),
    node("photo", "imageInput"),
    node("ask", "request", { url: "https://a.example/{{town}}?k={{secret:KEY}}" }),
    node("out", "output", { format: "auto" }),
  ],
  [],
);

it("knows places, names of nodes, and the ids of nodes that nobody named", () => {
  expect(() => requireKnownInputs(document, ["who", "towns", "photo", "town"])).not.toThrow();
});

it.each(["rows", "out", "whom", "secret:KEY"])("refuses %s, which nothing takes", (name) => {
  expect(() => requireKnownInputs(document, [name])).toThrow(`Nothing in this workflow takes the input ${name}.`);
});

it("says so too beside a request whose settings cannot be read, which the run is refused for", () => {
  const broken = node("broken", "request", { url: "https://a.example/{{town}}", headers: null, body: 7 });
  const workflow = workflowOf([broken], []);
  expect(() => requireKnownInputs(workflow, ["town"])).not.toThrow();
  expect(() => requireKnownInputs(workflow, ["whom"])).toThrow("Nothing in this workflow takes the input whom.");
});
