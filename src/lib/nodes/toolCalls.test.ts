import { describe, expect, it } from "vitest";
import type { Answer, Question } from "@/types/run";
import type { RoundStep, ToolStep } from "./nodeKind";
import { allow, read, runWithTools, statusesOf, write } from "./testToolNode";
import { asks, type Said, scripted, testJournal, testServer, testTool, toolMessages } from "./testTools";

describe("calls of one answer", () => {
  const both = [asks("w1", "write"), asks("r1", "read"), asks("w2", "write"), asks("r2", "read")];

  it("are made together where they only read, before the others, which follow each other", async () => {
    const order: string[] = [];
    let atWork = 0;
    const server = testServer([read, write], async ({ name }) => {
      order.push(`${name} ${++atWork}`);
      await new Promise((resolve) => setImmediate(resolve));
      atWork--;
      return { text: "" };
    });
    const { calls } = await runWithTools({
      script: [both, "done"],
      server,
      settings: { tools: [{ server: "s", approval: "never" }] },
    });
    expect(order).toEqual(["read 1", "read 2", "write 1", "write 1"]);
    expect(calls[1]?.messages.slice(2).map((message) => message.role === "tool" && message.toolCallId)).toEqual([
      "w1",
      "r1",
      "w2",
      "r2",
    ]);
  });

  it.each([
    ["ask", ["w1", "w2"]],
    ["always", ["w1", "r1", "w2", "r2"]],
    ["never", []],
  ])("wait for a person as %s says", async (approval, waiting) => {
    const journal = testJournal(allow);
    const { server } = await runWithTools({
      script: [both, "done"],
      journal,
      settings: { tools: [{ server: "s", approval }] },
    });
    expect(journal.questions.map(({ call }) => call)).toEqual(waiting);
    expect(server.made).toHaveLength(4);
  });

  it("are asked about with all that would be done, and told as asked and approved", async () => {
    const journal = testJournal(allow);
    await runWithTools({ script: [[asks("w1", "write", { text: "x" })], "done"], journal });
    expect(journal.questions).toMatchObject([
      { kind: "tool", call: "w1", server: "s", name: "write", arguments: '{"text":"x"}', value: { text: "x" } },
    ]);
    expect(statusesOf(journal)).toEqual(["round 1", "w1 asked", "w1 approved", "w1 started", "w1 done", "round 2"]);
  });

  it("are not made when a person declines, and the model is told so with the reason", async () => {
    const journal = testJournal(() => ({ approved: false, value: "too dear" }));
    const { calls, server, result } = await runWithTools({ script: [[asks("w1", "write")], "done"], journal });
    expect(server.made).toEqual([]);
    expect(toolMessages(calls[1])).toEqual(["A person was asked, and declined this call. They said: too dear"]);
    expect(result.output).toEqual({ text: "done" });
  });
});

describe("going on", () => {
  const script: Said[] = [[asks("w1", "write"), asks("r1", "read")], [asks("w2", "write")], "done"];
  const crash = new Error("The process died.");

  /** Everything up to the step of that number, as a crash leaves it: told, and nothing after. */
  async function until(step: number, before: readonly (RoundStep | ToolStep)[], answer: (q: Question) => Answer) {
    const journal = testJournal(answer, before);
    const server = testServer([read, write]);
    const tell = async (told: RoundStep | ToolStep) => {
      if (journal.steps.length >= step) throw crash;
      journal.steps.push(told);
    };
    const { callLlm, calls } = scripted(...script);
    const context = { ...journal.context, tell, callLlm };
    const ended = await runWithTools({ script: [], server, journal, context }).catch((error: unknown) => {
      if (error !== crash) throw error;
    });
    return { ended, journal, made: server.made, calls };
  }

  it("after a crash at any step pays for no round twice, and repeats nothing that acts without a word", async () => {
    const whole = await until(1000, [], allow);
    const length = whole.journal.steps.length;
    expect(length).toBe(13);
    for (let step = 0; step < length; step++) {
      const first = await until(step, [], allow);
      const left = first.journal.steps;
      const second = await until(1000, left, allow);
      expect(second.ended?.result.output).toEqual({ text: "done" });
      const told = left.filter(({ type }) => type === "node-round").length;
      expect(second.calls).toHaveLength(3 - told);
      const open = left.filter(
        (one) => one.type === "node-tool" && one.name === "write" && one.status === "started",
      ).length;
      const ended = left.filter(
        (one) => one.type === "node-tool" && one.name === "write" && one.status === "done",
      ).length;
      const questions = second.journal.questions.filter(({ kind }) => kind === "unfinished_tool");
      expect(questions).toHaveLength(open - ended);
      expect(second.made.filter(({ name }) => name === "write")).toHaveLength(2 - ended);
      expect(second.ended?.result).toMatchObject({ usage: { totalTokens: 9 }, calls: 3, isTold: true });
    }
  });

  const cutOff: (RoundStep | ToolStep)[] = [
    { type: "node-round", round: 1, output: { text: "", toolCalls: [{ ...asks("w1", "write") }] } },
    { type: "node-tool", call: "w1", server: "s", name: "write", arguments: "{}", status: "started" },
  ];
  const goOn = (answer: Answer, before = cutOff) => {
    const journal = testJournal(() => answer, before);
    return runWithTools({ script: [[], "done"], journal });
  };

  it("takes what a person says as the result of a call that was cut off", async () => {
    const { calls, server, journal } = await goOn({ approved: true, value: "it was written" });
    expect(server.made).toEqual([]);
    expect(toolMessages(calls[0])).toEqual([expect.stringContaining("it was written")]);
    expect(statusesOf(journal).slice(2)).toEqual(["w1 done", "round 2"]);
  });

  it("makes it again when a person says so, and asks another question after the next crash", async () => {
    const { server, journal } = await goOn({ approved: true });
    expect(server.made).toHaveLength(1);
    const [started] = cutOff.slice(1);
    const twice = await goOn({ approved: true }, [...cutOff, ...(started ? [started] : [])]);
    expect(twice.journal.questions[0]?.question).not.toBe(journal.questions[0]?.question);
  });

  it("stops the node when a person says so, and tells the model at the next try", async () => {
    const journal = testJournal(() => ({ approved: false }), cutOff);
    await expect(runWithTools({ script: [[], "done"], journal })).rejects.toMatchObject({ code: "tool_failed" });
    const { calls } = await goOn({ approved: true }, journal.steps);
    expect(toolMessages(calls[0])).toEqual([expect.stringMatching(/^The call failed: .*a person stopped/)]);
  });

  it("makes one again that may be repeated", async () => {
    const server = testServer([testTool("write", { idempotent: true })]);
    const { journal } = await runWithTools({ script: [[], "done"], server, journal: testJournal(undefined, cutOff) });
    expect(server.made).toHaveLength(1);
    expect(journal.questions).toEqual([]);
  });
});
