import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { answering, llm, node } from "@/lib/engine/testRun";
import { testClaims } from "@/lib/runs/testClaims";
import { runServiceIn, until, watch, workflowOf } from "@/lib/runs/testRunService";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { Workflow } from "@/types/workflow";

/** A text, or a list of lines, that a person looks at before it goes into one of two outputs. */
function reviewed(text: string, data: Record<string, unknown> = {}): Workflow {
  return workflowOf(
    [
      text.includes("\n") ? node("s", "list", { text, split: "lines" }) : node("s", "prompt", { text }),
      node("r", "review", { question: "Good?", mode: "approve", ...data }),
      node("yes", "output", { name: "yes", format: "auto" }),
      node("no", "output", { name: "no", format: "auto" }),
    ],
    [text.includes("\n") ? "s.items>r.value" : "s.text>r.value", "r.approved>yes.value", "r.rejected>no.value"],
  );
}

async function waiting(workflow: Workflow, options: Parameters<typeof runServiceIn>[1] = {}) {
  const directory = await testDirectory();
  const runs = runServiceIn(directory, options);
  const { id } = await runs.start(workflow);
  const events = await watch(runs, id);
  return { directory, runs, id, events };
}

describe("a run that asks a person", () => {
  it("comes to rest, says what it asks, and goes on with the answer", async () => {
    const { runs, id, events } = await waiting(reviewed("It rains."));
    expect(events.at(-1)).toMatchObject({ type: "run-end", status: "waiting" });
    const { status, waits, waiting: asked, endedAt } = await runs.look(id);
    expect({ status, waits, endedAt }).toEqual({ status: "waiting", waits: 1 });
    const review = { kind: "review", mode: "approve", question: "Good?", value: "It rains." };
    expect(asked).toEqual([{ node: "r", ...review, at: expect.any(String) }]);
    expect((await runs.list({ status: "waiting" })).runs).toMatchObject([{ id, waits: 1 }]);

    const answered = await runs.answer(id, { answers: [{ node: "r", approved: true }], by: "ada" });
    expect(answered.waiting).toEqual([]);
    const went = await watch(runs, id, events.length);
    expect(went.slice(0, 2)).toMatchObject([
      { type: "node-answer", node: "r", approved: true, by: "ada" },
      { type: "run-resume", only: "answers" },
    ]);
    expect(await runs.look(id)).toMatchObject({ status: "completed", outputs: { yes: "It rains." }, waiting: [] });
    expect((await runs.list({ status: "waiting" })).runs).toEqual([]);
    expect((await runs.list({ status: "completed" })).runs).toMatchObject([{ id }]);
  });

  it("hands on what a person has made of it, or chosen, and what they refused", async () => {
    const cases = [
      [{ mode: "edit" }, { approved: true, value: "It pours." }, { yes: "It pours." }],
      [{ mode: "edit" }, { approved: true }, { yes: "It rains." }],
      [{ mode: "choose", options: ["Sun ", "Rain", "Rain", ""] }, { approved: true, value: "Rain" }, { yes: "Rain" }],
      [{ mode: "approve" }, { approved: false }, { no: "It rains." }],
    ] as const;
    for (const [data, answer, outputs] of cases) {
      const { runs, id, events } = await waiting(reviewed("It rains.", data));
      await runs.answer(id, { answers: [{ node: "r", ...answer }] });
      await watch(runs, id, events.length);
      expect((await runs.read(id)).outputs).toEqual(outputs);
    }
  });

  it("waits with a list until the last of its items is answered, in whatever order and process", async () => {
    const { runs, id, events, directory } = await waiting(reviewed("owl\nfox\nhen"));
    expect((await runs.look(id)).waiting.map(({ item, value }) => [item, value])).toEqual([
      [0, "owl"],
      [1, "fox"],
      [2, "hen"],
    ]);
    await runs.answer(id, { answers: [{ node: "r", item: 2, approved: false }] });
    const other = runServiceIn(directory);
    const left = await other.answer(id, { answers: [{ node: "r", item: 0, approved: true }] });
    expect(left).toMatchObject({ status: "waiting", waits: 1, waiting: [{ item: 1 }] });
    await other.answer(id, { answers: [{ node: "r", item: 1, approved: true }] });
    await watch(other, id, events.length);
    expect((await other.read(id)).outputs).toEqual({ yes: ["owl", "fox"], no: ["hen"] });
    const resumes = (await watch(other, id)).filter(({ type }) => type === "run-resume");
    expect(resumes).toHaveLength(1);
  });

  it("takes many answers together, and none where one of them does not fit", async () => {
    const { runs, id, events } = await waiting(reviewed("owl\nfox"));
    const answers = [
      { node: "r", item: 0, approved: true },
      { node: "r", item: 1, approved: true },
    ];
    await expect(runs.answer(id, { answers: [...answers, { node: "x", approved: true }] })).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await runs.look(id)).waits).toBe(2);
    await runs.answer(id, { answers });
    await watch(runs, id, events.length);
    expect((await runs.read(id)).outputs).toEqual({ yes: ["owl", "fox"], no: [] });
  });

  it("is answered while other nodes are at work, and goes on at once", async () => {
    const gate = Promise.withResolvers<void>();
    const slow = workflowOf(
      [...reviewed("It rains.").nodes, llm("m"), node("o", "output", { name: "o", format: "auto" })],
      ["s.text>r.value", "r.approved>yes.value", "r.rejected>no.value", "s.text>m.prompt", "m.text>o.value"],
    );
    const callLlm: Parameters<typeof runServiceIn>[1] = {
      callLlm: async function* (call, signal) {
        await gate.promise;
        yield* answering((text) => text.toUpperCase())(call, signal);
      },
    };
    const runs = runServiceIn(await testDirectory(), callLlm);
    const { id } = await runs.start(slow);
    await until(runs, id, "node-wait");
    const answered = await runs.answer(id, { answers: [{ node: "r", approved: true }] });
    expect(answered).toMatchObject({ status: "running", waiting: [] });
    gate.resolve();
    const events = await watch(runs, id);
    expect(events.filter(({ type }) => type === "run-resume" || type === "run-end")).toHaveLength(1);
    expect((await runs.read(id)).outputs).toEqual({ yes: "It rains.", o: "IT RAINS." });
  });

  it("is answered once by many who answer at one time, and the others are told", async () => {
    const { runs, id, events } = await waiting(reviewed("It rains."));
    const people = ["ada", "bob", "eve"].map((by, n) =>
      runs.answer(id, { answers: [{ node: "r", approved: n > 0 }], by }).then(
        () => "taken",
        (error) => `${error.code} ${error.facts.by}`,
      ),
    );
    const said = await Promise.all(people);
    await watch(runs, id, events.length);
    const [answer] = (await watch(runs, id)).filter((event) => event.type === "node-answer");
    expect(said.filter((word) => word === "taken")).toHaveLength(1);
    expect(said.filter((word) => word === `conflict ${answer?.by}`)).toHaveLength(2);
  });

  it("is no run that is resumed by hand, and is given up like any other", async () => {
    const { runs, id } = await waiting(reviewed("It rains."));
    await expect(runs.resume(id)).rejects.toMatchObject({ code: "conflict", facts: { nodes: ["r"], waits: 1 } });
    expect(await runs.cancel(id)).toMatchObject({ status: "cancelled" });
    const late = runs.answer(id, { answers: [{ node: "r", approved: true }] });
    await expect(late).rejects.toMatchObject({ code: "not_found" });
  });

  it("says so in time where another process works on it that cannot be reached, and where it is not stopped", async () => {
    const { directory, id } = await waiting(reviewed("It rains."));
    const elsewhere = testClaims();
    await elsewhere.claim(id);
    const patience: number[] = [];
    const send: typeof elsewhere.send = async (_run, _letter, patienceMs) => {
      patience.push(patienceMs);
      return undefined;
    };
    const reached = (more: Partial<typeof elsewhere> = {}, reachMs = 0) =>
      runServiceIn(directory, { claims: { ...elsewhere, send, ...more }, reachMs });
    const unreached = { code: "conflict", facts: { id, unreached: true, action: "retry" } };
    const answers = [{ node: "r", approved: true }];
    await expect(reached().answer(id, { answers })).rejects.toMatchObject(unreached);
    await expect(reached().cancel(id)).rejects.toMatchObject(unreached);
    await expect(reached({ askToStop: async () => true }).cancel(id)).rejects.toMatchObject(unreached);
    expect(patience).toEqual([0]);
    // What takes all the time that there is, and a little more, is not tried again and again.
    const slow: typeof elsewhere.send = async (_run, _letter, patienceMs) => {
      patience.push(patienceMs);
      await sleep(patienceMs + 20);
      return undefined;
    };
    await expect(reached({ send: slow }, 50).answer(id, { answers })).rejects.toMatchObject(unreached);
    expect(patience).toHaveLength(2);
    await expect(reached().answer(id, { answers: [{ node: "x", approved: true }] })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
