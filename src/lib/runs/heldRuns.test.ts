import { describe, expect, it } from "vitest";
import { answering, llm, node } from "@/lib/engine/testRun";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { AppError } from "@/types/errors";
import type { RunEvent } from "@/types/run";
import type { Workflow } from "@/types/workflow";
import { storeOf } from "./testChildren";
import { runServiceIn, runToEnd, watch, workflowOf } from "./testRunService";

const output = (id: string, name: string) => node(id, "output", { name, format: "auto" });
const holder = (id: string, workflow: string, more: object = {}) => node(id, "workflow", { workflow, ...more });

/** `{{who}}` through a model, as `greeting`. */
const greeting = workflowOf(
  [node("p", "prompt", { text: "Hello {{who}}" }), llm("m"), output("o", "greeting")],
  ["p.text>m.prompt", "m.text>o.value"],
  "greeting",
);

const parent = workflowOf(
  [node("w", "prompt", { text: "Ann" }), holder("h", "greeting"), output("o", "out")],
  ["w.text>h.who", "h.greeting>o.value"],
  "parent",
);

async function serviceWith(...documents: Workflow[]) {
  return runServiceIn(await testDirectory(), { workflows: storeOf(...documents) });
}

const outputsOf = (events: RunEvent[]) => events.flatMap((event) => (event.type === "run-end" ? [event] : [])).at(-1);
const told = (events: RunEvent[], type: RunEvent["type"]) =>
  events.flatMap((event) => (event.type === type && "node" in event ? [event] : []));

it("a workflow runs inside of a node, in the journal under the way to it", async () => {
  const events = await runToEnd(await serviceWith(greeting), parent);
  expect(outputsOf(events)).toMatchObject({ status: "completed", outputs: { out: "HELLO ANN" } });
  const inner = events.flatMap((event) => ("path" in event && event.path !== undefined ? [event] : []));
  expect(inner.filter(({ type }) => type === "node-end").map(({ node: id, path }) => [id, path])).toEqual([
    ["p", [{ node: "h" }]],
    ["m", [{ node: "h" }]],
    ["o", [{ node: "h" }]],
  ]);
});

it("counts what is spent inside once", async () => {
  const runs = await serviceWith(greeting);
  const { id } = await runs.start(parent);
  await watch(runs, id);
  expect(await runs.read(id)).toMatchObject({ counts: { calls: 1, done: 3, total: 3 }, usage: { totalTokens: 3 } });
});

it("a list runs the workflow once for each of its items", async () => {
  const list = workflowOf(
    [node("l", "list", { text: "Ann\nBea", split: "lines" }), holder("h", "greeting"), output("o", "out")],
    ["l.items>h.who", "h.greeting>o.value"],
  );
  const events = await runToEnd(await serviceWith(greeting), list);
  expect(outputsOf(events)).toMatchObject({ outputs: { out: ["HELLO ANN", "HELLO BEA"] } });
});

it("keeps the documents that ran, so that later edits of them do not change the run", async () => {
  const runs = await serviceWith(greeting);
  const { id } = await runs.start(parent);
  await watch(runs, id);
  expect(await runs.export(id)).toMatchObject({ children: [{ key: "greeting", workflow: { id: "greeting" } }] });
});

it("runs the revision that a node names, whatever was saved since", async () => {
  const older = { ...greeting, revision: 1 };
  const newer = {
    ...greeting,
    revision: 2,
    nodes: greeting.nodes.map((each) => (each.id === "p" ? node("p", "prompt", { text: "Bye {{who}}" }) : each)),
  };
  const pinned = { ...parent, nodes: [parent.nodes[0], holder("h", "greeting", { revision: 1 }), parent.nodes[2]] };
  const runs = await serviceWith(older, newer);
  expect(outputsOf(await runToEnd(runs, parent))).toMatchObject({ outputs: { out: "BYE ANN" } });
  expect(outputsOf(await runToEnd(runs, pinned as Workflow))).toMatchObject({ outputs: { out: "HELLO ANN" } });
});

describe("a run with a graph that cannot be held is refused on the node that holds it", () => {
  const refused = async (document: Workflow, ...others: Workflow[]) => {
    const error: unknown = await (await serviceWith(...others)).start(document).catch((failure: unknown) => failure);
    return error as AppError;
  };

  it("one that is gone", async () => {
    expect(await refused(parent)).toMatchObject({
      code: "invalid_workflow",
      message: expect.stringMatching(/^h holds the workflow greeting, which is not there any more/),
      facts: { nodes: ["h"] },
    });
  });

  it("a revision that is not kept", async () => {
    const pinned = workflowOf([holder("h", "greeting", { revision: 9 })], []);
    expect((await refused(pinned, greeting)).message).toMatch(/holds revision 9 of the workflow greeting/);
  });

  it("a workflow that contains itself, with the way named", async () => {
    const a = { ...workflowOf([holder("b", "B")], [], "A"), name: "First" };
    const b = { ...workflowOf([holder("a", "A")], [], "B"), name: "Second" };
    expect(await refused(a, a, b)).toMatchObject({
      message: "b goes in a circle: First → Second → First.",
      facts: { nodes: ["b"] },
    });
  });

  it("more than eight in each other", async () => {
    const chain = Array.from({ length: 10 }, (_, depth) =>
      workflowOf(depth === 9 ? [node("p", "prompt", { text: "x" })] : [holder("h", `w${depth + 1}`)], [], `w${depth}`),
    );
    const [first, ...rest] = chain;
    expect((await refused(first as Workflow, ...rest)).message).toMatch(/more than 8 workflows in each other/);
    expect(outputsOf(await runToEnd(await serviceWith(...chain), chain[1] as Workflow))).toMatchObject({
      status: "completed",
    });
  });

  it("more than 10,000 nodes over all, each occurrence counted", async () => {
    const many = workflowOf(
      Array.from({ length: 4000 }, (_, n) => node(`p${n}`, "prompt", { text: "x" })),
      [],
      "many",
    );
    const thrice = workflowOf([holder("a", "many"), holder("b", "many"), holder("c", "many")], []);
    expect(await refused(thrice, many)).toMatchObject({ facts: { nodes: ["c"] } });
  });

  it("what is wrong in it is told with the name of the workflow", async () => {
    const broken = { ...workflowOf([node("j", "jsonExtract", { path: "" })], [], "broken"), name: "Broken" };
    expect(await refused(workflowOf([holder("h", "broken")], []), broken)).toMatchObject({
      message: "In Broken: j needs a wire into json.",
      facts: { nodes: ["h"], faults: [{ node: "h" }] },
    });
  });

  it("an input that is required and not wired", async () => {
    expect(await refused(workflowOf([holder("h", "greeting")], []), greeting)).toMatchObject({
      message: "h needs a wire into who.",
      facts: { nodes: ["h"] },
    });
  });

  it("an input that was renamed since", async () => {
    const renamed = {
      ...greeting,
      nodes: greeting.nodes.map((each) => (each.id === "p" ? node("p", "prompt", { text: "{{name}}" }) : each)),
    };
    expect((await refused(parent, renamed)).message).toMatch(/h has no port called who/);
  });
});

describe("a repetition", () => {
  const again = workflowOf(
    [node("p", "prompt", { text: "{{text}}!" }), output("o", "text")],
    ["p.text>o.value"],
    "again",
  );
  const repeating = (until: object, more: object = {}) =>
    workflowOf(
      [
        node("s", "prompt", { text: "Hi" }),
        node("r", "repeat", {
          workflow: "again",
          carry: { text: "text" },
          until: { output: "text", ...until },
          max: 5,
          ...more,
        }),
        output("o", "out"),
        output("n", "rounds"),
      ],
      ["s.text>r.text", "r.text>o.value", "r.rounds>n.value"],
    );

  it("goes on with what it carries until its test holds", async () => {
    const events = await runToEnd(await serviceWith(again), repeating({ test: "contains", value: "!!!" }));
    expect(outputsOf(events)).toMatchObject({ status: "completed", outputs: { out: "Hi!!!", rounds: 3 } });
    expect(told(events, "notice")).toEqual([]);
  });

  it("ends after its most rounds with a notice", async () => {
    const events = await runToEnd(await serviceWith(again), repeating({ test: "contains", value: "never" }));
    expect(outputsOf(events)).toMatchObject({ status: "completed", outputs: { out: "Hi!!!!!", rounds: 5 } });
    expect(told(events, "notice")).toMatchObject([{ node: "r", code: "max_rounds" }]);
  });

  it("fails with the round that failed", async () => {
    const failing = workflowOf(
      [node("p", "prompt", { text: "{{text}}!" }), llm("m"), output("o", "text")],
      ["p.text>m.prompt", "m.text>o.value"],
      "again",
    );
    const callLlm = answering((text) => {
      if (text.includes("!!")) throw new AppError("timeout", "Too long.");
      return text;
    });
    const runs = runServiceIn(await testDirectory(), { workflows: storeOf(failing), callLlm });
    const events = await runToEnd(runs, repeating({ test: "contains", value: "never" }));
    expect(told(events, "node-error").at(-1)).toMatchObject({
      node: "r",
      error: { code: "timeout", message: "Round 2: m: Too long." },
    });
  });

  it("is refused without an output that ends it, and with names that its workflow does not have", async () => {
    const runs = await serviceWith(again);
    await expect(runs.start(repeating({ output: "", test: "empty" }))).rejects.toThrow(/which output ends it/);
    await expect(runs.start(repeating({ output: "nope", test: "empty" }))).rejects.toThrow(/does not have: nope/);
    await expect(runs.start(repeating({ test: "empty" }, { carry: { nope: "text" } }))).rejects.toThrow(
      /an input .*nope/,
    );
    await expect(runs.start(repeating({ test: "empty" }, { max: 101 }))).rejects.toThrow(/max/);
  });
});

it("a result is stale when what its node holds has changed since", async () => {
  const changed = {
    ...greeting,
    nodes: greeting.nodes.map((each) => (each.id === "m" ? llm("m", { system: "Be brief." }) : each)),
  };
  const directory = await testDirectory();
  await runToEnd(runServiceIn(directory, { workflows: storeOf(greeting) }), parent);
  const later = runServiceIn(directory, { workflows: storeOf(changed) });
  expect(await runServiceIn(directory, { workflows: storeOf(greeting) }).stale(parent)).toEqual({});
  expect(await later.stale(parent)).toMatchObject({ h: { reason: "settings" } });
});
