import { describe, expect, it } from "vitest";
import { answering, llm, node, testPayer } from "@/lib/engine/testRun";
import { createLog } from "@/lib/log";
import type { RunServiceOptions } from "@/lib/runs/runService";
import { runServiceIn, workflowOf } from "@/lib/runs/testRunService";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { Preflight } from "@/types/api";
import { AppError } from "@/types/errors";
import type { CallLlm, Message } from "@/types/llm";
import type { Workflow } from "@/types/workflow";
import type { AnswerEvent, WorkflowCall } from "./workflowEvents";
import { answerByWorkflow, type WorkflowAsked } from "./workflowRun";

const key = { id: "k1", name: "Laptop", scopes: ["v1" as const], lastFour: "abcd", createdAt: "" };
const said = (content: string): Message => ({ role: "user", content });
const askOf = (content: string, more: Partial<WorkflowCall> = {}): WorkflowCall => ({
  messages: [said(content)],
  ...more,
});
const output = (id: string, name = id, format = "auto") => node(id, "output", { name, format });
/** What is said goes into a model, and its answer is the output. */
const simple = workflowOf(
  [node("p", "prompt", { text: "Answer: {{prompt}}" }), llm("m"), output("o")],
  ["p.text>m.prompt", "m.text>o.value"],
);

async function open(workflow: Workflow, options: Partial<RunServiceOptions> = {}, preflight: Partial<Preflight> = {}) {
  const runs = runServiceIn(await testDirectory(), options);
  const read = async (id: string) => {
    if (id === workflow.id) return workflow;
    throw new AppError("not_found", "There is none.");
  };
  // What is asked of them here, and nothing else.
  const services = {
    ...{ workflows: { read }, runs, assets: runs.assets, log: createLog("silent") },
    preflight: async () => ({ calls: [], limits: [], warnings: [], ...preflight }),
  } as unknown as WorkflowAsked["services"];
  const leaving = new AbortController();
  const asked = { services, key, requestId: "r9", signal: leaving.signal };
  const answer = (call: WorkflowCall, model = `workflow/${workflow.id}`) => answerByWorkflow(asked, model, call);
  return { runs, leaving, answer };
}

async function all(events: AsyncIterable<AnswerEvent>) {
  const told: AnswerEvent[] = [];
  for await (const event of events) told.push(event);
  const text = told.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
  const last = told.at(-1);
  const result = last?.type === "end" ? last.result : expect.unreachable("it has no end");
  expect(result.text).toBe(text);
  const notices = result.notices.map(({ code }) => code);
  return { told, text, result, notices };
}

/** A model that says the second half of its answer when it is told to. */
function inTwo(): { callLlm: CallLlm; goOn: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const whole = answering((prompt) => prompt.toUpperCase());
  const callLlm: CallLlm = async function* (call, signal) {
    let deltas = 0;
    for await (const event of whole(call, signal)) {
      if (event.type === "text-delta" && ++deltas === 2) await promise;
      yield event;
    }
  };
  return { callLlm, goOn: resolve };
}

async function* whenText(events: AsyncIterable<AnswerEvent>, then: () => void): AsyncGenerator<AnswerEvent> {
  for await (const event of events) {
    if (event.type === "text-delta") then();
    yield event;
  }
}

const failureOf = (events: AsyncIterable<AnswerEvent>): Promise<AppError> =>
  all(events).then(
    ({ text }) => expect.unreachable(text),
    (error: AppError) => error,
  );

describe("a workflow as a model", () => {
  it("writes its text as its node does, and says what the run has used and who paid", async () => {
    const call = { provider: "openai" as const, model: "m", account: null, count: 1, cached: 0, inputTokens: 1 };
    const { callLlm, goOn } = inTwo();
    const { answer, runs } = await open(simple, { callLlm }, { calls: [{ ...call, payer: testPayer }] });
    const { told, result } = await all(whenText(answer(askOf("hello")), goOn));
    expect(told.map(({ type }) => type)).toEqual(["start", "text-delta", "text-delta", "end"]);
    const [run] = (await runs.list()).runs;
    expect(told[0]).toEqual({ type: "start", model: "workflow/w1", requestId: "r9", run: run?.id, payer: testPayer });
    expect(result).toMatchObject({
      ...{ text: "ANSWER: HELLO", model: "workflow/w1", finishReason: "stop", requestId: "r9" },
      ...{ usage: { totalTokens: 3 }, payer: testPayer, notices: [] },
    });
    expect(run?.through).toEqual({ kind: "v1", id: "k1", name: "Laptop" });
  });

  it("answers at once what has not changed, and nobody pays", async () => {
    const { answer } = await open(simple);
    const first = await all(answer(askOf("hello")));
    const { told, result } = await all(answer(askOf("hello")));
    expect(result.text).toBe(first.text);
    expect(told.map(({ type }) => type)).toEqual(["start", "text-delta", "end"]);
    expect(result.usage.totalTokens).toBe(0);
    expect(result.payer).toBeUndefined();
  });

  it("gives what comes from no model whole", async () => {
    const nodes = [...simple.nodes, node("q", "prompt", { text: "<{{answer}}>" })];
    const wires = ["p.text>m.prompt", "m.text>q.answer", "q.text>o.value"];
    const { told, text } = await all((await open(workflowOf(nodes, wires))).answer(askOf("hello")));
    expect(text).toBe("<ANSWER: HELLO>");
    expect(told.filter(({ type }) => type === "text-delta")).toHaveLength(1);
  });

  it("writes the items of a list one after the other, in their order, without those that failed", async () => {
    const nodes = [node("l", "list", { text: "", split: "lines", input: "prompt" }), llm("m"), output("o")];
    const workflow = workflowOf(nodes, ["l.items>m.prompt", "m.text>o.value"]);
    const second = Promise.withResolvers<void>();
    const callLlm = answering(async (prompt) => {
      if (prompt === "one") await second.promise;
      if (prompt === "two") second.resolve();
      if (prompt === "three") throw new AppError("content_rejected", "No.");
      return prompt.toUpperCase();
    });
    const { text, result } = await all((await open(workflow, { callLlm })).answer(askOf("one\ntwo\nthree\nfour")));
    expect(text).toBe("ONE\n\nTWO\n\nFOUR");
    expect(result.notices).toEqual([{ code: "items_left_out", message: "One item that had failed was left out." }]);
  });

  it("answers by the output that is reached, whichever stands first", async () => {
    const test = { test: "contains", value: "loud" };
    const nodes = [
      ...[node("p", "prompt", { text: "{{prompt}}" }), node("c", "condition", test)],
      ...[llm("a"), llm("b"), output("oa"), output("ob")],
    ];
    const wires = ["p.text>c.value", "c.yes>a.prompt", "c.no>b.prompt", "a.text>oa.value", "b.text>ob.value"];
    const workflow = workflowOf(nodes, wires);
    for (const prompt of ["a loud one", "a quiet one"]) {
      const { callLlm, goOn } = inTwo();
      const { text, told } = await all(whenText((await open(workflow, { callLlm })).answer(askOf(prompt)), goOn));
      expect(text).toBe(prompt.toUpperCase());
      expect(told.filter(({ type }) => type === "text-delta")).toHaveLength(2);
    }
  });

  it("tells reasoning, sources and a cut answer of the node that writes the text", async () => {
    const source = { url: "https://a.example/", title: "A" };
    const callLlm: CallLlm = async function* ({ provider, model }) {
      yield { type: "reasoning-delta", text: "Hm." };
      yield { type: "text-delta", text: "Yes" };
      const usage = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, reasoningTokens: 1, totalTokens: 2 };
      const result = { text: "Yes", provider, model, payer: testPayer, usage, sources: [source], reasoning: "Hm." };
      yield { type: "end", result: { ...result, finishReason: "length", notices: [], requestId: "r" } };
    };
    const nodes = simple.nodes.map((one) =>
      one.id === "m" ? llm("m", { webSearch: true, reasoningSummary: true }) : one,
    );
    const { result, told, notices } = await all((await open({ ...simple, nodes }, { callLlm })).answer(askOf("?")));
    expect(result).toMatchObject({ finishReason: "length", reasoning: "Hm.", sources: [source] });
    expect(told.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["reasoning-delta", "text-delta", "source", "notice"]),
    );
    expect(notices).toEqual(["cut_short"]);
  });
});

describe("an answer that does not come", () => {
  it("is the failure of the node, with the run", async () => {
    const callLlm = answering(() => {
      throw new AppError("content_rejected", "The upstream refused it.", { param: "x" });
    });
    const { answer, runs } = await open(simple, { callLlm });
    const failure = await failureOf(answer(askOf("hello")));
    const [run] = (await runs.list()).runs;
    expect(failure).toMatchObject({ code: "content_rejected", facts: { run: run?.id, node: "m", param: "x" } });
    expect(failure.message).toBe("m: The upstream refused it.");
  });

  it("is the usage limit that the run met, and nothing of it waits", async () => {
    const resetsAt = "2040-01-01T00:00:00.000Z";
    const callLlm = answering(() => {
      throw new AppError("usage_limit_reached", "Used up.", { resetsAt, window: "5 h", account: "ada" });
    });
    const { answer, runs } = await open(simple, { callLlm });
    const failure = await failureOf(answer(askOf("hello")));
    const [run] = (await runs.list()).runs;
    expect(run?.status).toBe("cancelled");
    const facts = { run: run?.id, resetsAt, until: resetsAt, window: "5 h", account: "ada" };
    expect(failure).toMatchObject({ code: "usage_limit_reached", facts });
  });

  it("is a conflict where the workflow asks a person, who could not answer here, and nothing waits", async () => {
    const asking = workflowOf(
      [
        node("p", "prompt", { text: "{{prompt}}" }),
        node("r", "review", { question: "", mode: "approve" }),
        output("o"),
      ],
      ["p.text>r.value", "r.approved>o.value"],
    );
    const { answer, runs } = await open(asking);
    const failure = await failureOf(answer(askOf("hello")));
    const [run] = (await runs.list()).runs;
    expect(run?.status).toBe("cancelled");
    expect(failure).toMatchObject({ code: "conflict", facts: { run: run?.id } });
  });

  it("is given up when the client leaves: its run is stopped", async () => {
    const begun = Promise.withResolvers<void>();
    const callLlm: CallLlm = async function* (_, signal) {
      yield { type: "text-delta", text: "half" };
      begun.resolve();
      await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    };
    const { answer, runs, leaving } = await open(simple, { callLlm });
    const hearing = all(answer(askOf("hello")));
    await begun.promise;
    leaving.abort();
    await expect(hearing).rejects.toMatchObject({ name: "AbortError" });
    expect((await runs.list()).runs[0]?.status).toBe("cancelled");
  });

  it("stops the run when nobody reads on", async () => {
    const { answer, runs } = await open(simple);
    for await (const { type } of answer(askOf("hello"))) if (type === "text-delta") break;
    expect((await runs.list()).runs[0]?.status).toMatch(/cancelled|completed/);
  });

  it("is refused before anything is spent where a shared plan would pay", async () => {
    const warnings = [{ code: "plan_use_off", message: "“Ada” shares a plan with Patchbay alone.", node: "m" }];
    const { answer, runs } = await open(simple, {}, { warnings });
    expect(await failureOf(answer(askOf("hello")))).toMatchObject({ code: "plan_use_off" });
    expect((await runs.list()).runs).toEqual([]);
  });

  it("is told where there is no such workflow, or none that can be asked", async () => {
    const { answer } = await open(workflowOf([llm("m")], []));
    for (const model of ["workflow/w2", "workflow/../w1", "workflow/"]) {
      expect(await failureOf(answer(askOf("hello"), model))).toMatchObject({ code: "model_not_available" });
    }
    expect((await failureOf(answer(askOf("hello")))).message).toContain("no output");
  });

  it("is a failure of another part only where the text has come", async () => {
    const nodes = [...simple.nodes, llm("n"), output("o2")];
    const workflow = workflowOf(nodes, ["p.text>m.prompt", "m.text>o.value", "m.text>n.prompt", "n.text>o2.value"]);
    const callLlm = answering((prompt) => {
      if (prompt === "ONCE: X") throw new AppError("upstream_rejected", "No.");
      return prompt.replace("Answer", "once").toUpperCase();
    });
    const { text, notices } = await all((await open(workflow, { callLlm })).answer(askOf("x")));
    expect(text).toBe("ONCE: X");
    expect(notices).toEqual(["run_in_part"]);
  });

  it("is no failure where another part waits for a person, and the run waits with it", async () => {
    const nodes = [...simple.nodes, node("r", "review", { question: "", mode: "approve" }), output("o2")];
    const wires = ["p.text>m.prompt", "m.text>o.value", "m.text>r.value", "r.approved>o2.value"];
    const { answer, runs } = await open(workflowOf(nodes, wires));
    const { text, result } = await all(answer(askOf("x")));
    const [run] = (await runs.list()).runs;
    expect([text, run?.status]).toEqual(["ANSWER: X", "waiting"]);
    const message = `Another part of the workflow asks a person: answer the run ${run?.id} in Patchbay.`;
    expect(result.notices).toEqual([{ code: "run_in_part", message }]);
  });

  it("is no failure where another part waits for a limit", async () => {
    const nodes = [...simple.nodes, llm("n"), output("o2")];
    const workflow = workflowOf(nodes, ["p.text>m.prompt", "m.text>o.value", "m.text>n.prompt", "n.text>o2.value"]);
    const callLlm = answering((prompt) => {
      if (prompt === "Answer: x") return "Yes";
      throw new AppError("usage_limit_reached", "Used up.", { resetsAt: "2040-01-01T00:00:00.000Z" });
    });
    const { answer, runs } = await open(workflow, { callLlm });
    const { text, result } = await all(answer(askOf("x")));
    const [run] = (await runs.list()).runs;
    expect([text, run?.status]).toEqual(["Yes", "parked"]);
    const message = `Another part of the workflow met a usage limit: the run ${run?.id} waits until 2040-01-01T00:00:00.000Z.`;
    expect(result.notices).toEqual([{ code: "run_in_part", message }]);
  });
});
