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

it("refuses what a wire brings: the run would go on without what was given", () => {
  const wired = workflowOf(
    [
      node("rows", "list", { text: "a", split: "lines", input: "towns" }),
      node("p", "prompt", { text: "Hi {{ town }} in {{tone}}" }),
      node("second", "list", { text: "", split: "lines", input: "more" }),
      node("third", "list", { text: "", split: "lines" }),
    ],
    ["rows.items>p.town", "p.text>second.text", "p.text>third.text"],
  );
  expect(() => requireKnownInputs(wired, ["towns", "tone"])).not.toThrow();
  const there = "It takes: towns, tone.";
  expect(() => requireKnownInputs(wired, ["town"])).toThrow(`takes the input town. ${there}`);
  expect(() => requireKnownInputs(wired, ["more"])).toThrow(`takes the input more. ${there}`);
  expect(() => requireKnownInputs(wired, ["third"])).toThrow(`takes the input third. ${there}`);
  // Another prompt has a place of this name that no wire leads to.
  const both = { ...wired, nodes: [...wired.nodes, node("q", "prompt", { text: "Bye {{town}}" })] };
  expect(() => requireKnownInputs(both, ["town"])).not.toThrow();
});

it("says so too beside a request whose settings cannot be read, which the run is refused for", () => {
  const broken = node("broken", "request", { url: "https://a.example/{{town}}", headers: null, body: 7 });
  const workflow = workflowOf([broken], []);
  expect(() => requireKnownInputs(workflow, ["town"])).not.toThrow();
  expect(() => requireKnownInputs(workflow, ["whom"])).toThrow("Nothing in this workflow takes the input whom.");
});
