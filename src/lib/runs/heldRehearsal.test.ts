import { expect, it } from "vitest";
import { llm, node } from "@/lib/engine/testRun";
import type { Workflow } from "@/types/workflow";
import { setUpPreflight } from "./testPreflight";
import { runToEnd, workflowOf } from "./testRunService";

const output = (id: string, name: string) => node(id, "output", { name, format: "auto" });
const holder = (id: string, workflow = "child") => node(id, "workflow", { workflow });
const asking = (more: Record<string, unknown> = {}) =>
  workflowOf(
    [node("p", "prompt", { text: "Hello {{who}}" }), llm("m", more), output("o", "text")],
    ["p.text>m.prompt", "m.text>o.value"],
    "child",
  );
const list = node("l", "list", { text: "a\nb\nc", split: "lines" });
const until = { output: "text", test: "contains", value: "done" };
const repeating = (max: number, more: object = {}) =>
  node("r", "repeat", { workflow: "child", carry: { who: "text" }, until: { ...until, ...more }, max });

async function look(document: Workflow, ...held: Workflow[]) {
  const { look: preflight } = await setUpPreflight({}, (text) => text, held);
  const { calls, warnings } = await preflight(document);
  return { count: calls.reduce((sum, call) => sum + call.count, 0), calls, warnings };
}

it("counts the calls inside, for each item that a list brings", async () => {
  const document = workflowOf([list, holder("h")], ["l.items>h.who"]);
  expect(await look(document, asking())).toMatchObject({ count: 3, warnings: [] });
});

it("finds in the cache what a run inside has asked before, also one that was drawn flat", async () => {
  const { look: preflight, runs } = await setUpPreflight({}, (text) => text, [asking()]);
  const flat = workflowOf(
    [node("p", "prompt", { text: "Hello a" }), llm("m"), output("o", "text")],
    ["p.text>m.prompt", "m.text>o.value"],
    "flat",
  );
  await runToEnd(runs, flat);
  const { calls } = await preflight(workflowOf([list, holder("h")], ["l.items>h.who"]));
  expect(calls).toMatchObject([{ count: 2, cached: 1 }]);
});

it("counts a repetition with all rounds that it may make, and says so", async () => {
  const document = workflowOf([list, repeating(4)], ["l.items>r.who"]);
  expect(await look(document, asking())).toMatchObject({
    count: 12,
    warnings: [
      { code: "rounds_at_most", node: "r", message: "r makes 4 rounds at most, and is counted with all of them." },
    ],
  });
});

it("counts all rounds also where the first answer of the rehearsal happens to end it", async () => {
  const document = workflowOf([list, repeating(4, { test: "truthy" })], ["l.items>r.who"]);
  expect(await look(document, asking())).toMatchObject({ count: 12 });
});

it("makes no more rounds than a repetition takes that asks nobody", async () => {
  const pure = workflowOf(
    [node("p", "prompt", { text: "{{who}} done" }), output("o", "text")],
    ["p.text>o.value"],
    "child",
  );
  const document = workflowOf([list, repeating(4)], ["l.items>r.who"]);
  expect(await look(document, pure)).toEqual({ count: 0, calls: [], warnings: [] });
});

it("counts a repetition inside of a repetition with the rounds of both", async () => {
  const middle = workflowOf(
    [node("q", "prompt", { text: "{{who}}" }), { ...repeating(3), id: "inner" }, output("o", "text")],
    ["q.text>inner.who", "inner.text>o.value"],
    "middle",
  );
  const outer = node("r", "repeat", { workflow: "middle", carry: { who: "text" }, until, max: 2 });
  const document = workflowOf([node("p", "prompt", { text: "x" }), outer], ["p.text>r.who"]);
  expect(await look(document, middle, asking())).toMatchObject({ count: 6 });
});

it("counts once what hangs on an answer inside, and what hangs on the node outside", async () => {
  const deciding = workflowOf(
    [
      node("p", "prompt", { text: "{{who}}" }),
      llm("m"),
      node("c", "condition", { test: "contains", value: "yes" }),
      llm("after"),
      output("o", "text"),
    ],
    ["p.text>m.prompt", "m.text>c.value", "c.yes>after.prompt", "after.text>o.value"],
    "child",
  );
  const document = workflowOf(
    [node("p", "prompt", { text: "x" }), holder("h"), holder("i")],
    ["p.text>h.who", "h.text>i.who"],
  );
  const { count, warnings } = await look(document, deciding);
  expect(count).toBe(4);
  expect(warnings.map(({ code, node: id }) => [code, id])).toEqual([
    ["depends_on_answer", "i"],
    ["depends_on_answer", "h"],
  ]);
});

it("does not take for a fault what fails inside only for want of an answer", async () => {
  const reading = workflowOf(
    [node("p", "prompt", { text: "{{who}}" }), llm("m"), node("j", "jsonExtract", { path: "/a" }), output("o", "text")],
    ["p.text>m.prompt", "m.text>j.json", "j.value>o.value"],
    "child",
  );
  const document = workflowOf([node("p", "prompt", { text: "x" }), holder("h")], ["p.text>h.who"]);
  expect(await look(document, reading)).toMatchObject({ count: 1, warnings: [] });
});

it("tells on the node outside what will fail inside whatever is answered", async () => {
  const broken = workflowOf(
    [node("p", "prompt", { text: "{{who}}" }), node("j", "jsonExtract", { path: "/a" }), output("o", "text")],
    ["p.text>j.json", "j.value>o.value"],
    "child",
  );
  const document = workflowOf([node("p", "prompt", { text: "x" }), holder("h")], ["p.text>h.who"]);
  expect((await look(document, broken)).warnings).toMatchObject([
    { node: "h", message: expect.stringMatching(/^j: /) },
  ]);
});

it("says up to how many calls one inside may become whose model may use tools", async () => {
  const document = workflowOf([list, holder("h")], ["l.items>h.who"]);
  const { warnings } = await look(document, asking({ tools: [{ server: "files" }], maxToolRounds: 2 }));
  expect(warnings).toEqual([
    { code: "may_use_tools", node: "h", message: expect.stringMatching(/inside of h .* may become up to 3\./) },
  ]);
});
