import { expect, it } from "vitest";
import { llm, node } from "@/lib/engine/testRun";
import { asks, scripted, testServer, testTool, toolMessages } from "@/lib/nodes/testTools";
import { runServiceIn, watch, workflowOf } from "@/lib/runs/testRunService";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { Answer, RunEvent } from "@/types/run";

const read = testTool("read", { readOnly: true });
const write = testTool("write");
const workflow = workflowOf(
  [node("l", "list", { text: "a\nb", split: "lines" }), llm("m", { tools: [{ server: "s" }] })],
  ["l.items>m.prompt"],
);
const script = [[asks("r1", "read"), asks("w1", "write", { text: "x" })], "done"];

/** A run whose tools wait, on a directory on which another process can go on. */
async function setUp() {
  const directory = await testDirectory();
  const server = testServer([read, write]);
  const tools = { ...server, kept: async () => [{ id: "s", name: "S", enabled: true }] };
  const { callLlm, calls } = scripted(...script);
  const processOn = () => runServiceIn(directory, { callLlm, tools });
  const runs = processOn();
  const { id } = await runs.start(workflow);
  const events = await watch(runs, id);
  expect(events.at(-1)).toMatchObject({ type: "run-end", status: "waiting" });
  return { id, events, server, calls, processOn };
}

const madeOf = (server: ReturnType<typeof testServer>, name: string) =>
  server.made.filter((call) => call.name === name);
const statusesOf = (events: RunEvent[], item: number) =>
  events.flatMap((event) =>
    event.type === "node-tool" && event.item === item ? [`${event.call} ${event.status}`] : [],
  );

async function answerAll(runs: ReturnType<typeof runServiceIn>, id: string, after: number, answer: Answer) {
  const waiting = (await runs.look(id)).waiting.toSorted((a, b) => (a.item ?? 0) - (b.item ?? 0));
  const answers = waiting.map(({ node: asking, item, call }) => ({ node: asking, item, call, ...answer }));
  await runs.answer(id, { answers });
  return { waiting, events: await watch(runs, id, after) };
}

it("a call that waits is made once a person allows it, after a restart too, and no round is paid twice", async () => {
  const { id, events, server, calls, processOn } = await setUp();
  expect([madeOf(server, "read").length, madeOf(server, "write").length, calls.length]).toEqual([2, 0, 2]);
  const { waiting, events: after } = await answerAll(processOn(), id, events.length, { approved: true });
  expect(waiting).toMatchObject([
    { kind: "tool", item: 0, call: "w1", server: "s", name: "write", value: { text: "x" } },
    { kind: "tool", item: 1 },
  ]);
  expect(after.at(-1)).toMatchObject({ type: "run-end", status: "completed" });
  expect([madeOf(server, "read").length, madeOf(server, "write").length, calls.length]).toEqual([2, 2, 4]);
  expect(statusesOf([...events, ...after], 1)).toEqual([
    ...["r1 started", "r1 done", "w1 asked"],
    ...["w1 approved", "w1 started", "w1 done"],
  ]);
});

it("one that is declined is not made, and the model is told why", async () => {
  const { id, events, server, calls, processOn } = await setUp();
  const { events: after } = await answerAll(processOn(), id, events.length, { approved: false, value: "not today" });
  expect(after.at(-1)).toMatchObject({ status: "completed" });
  expect(madeOf(server, "write")).toEqual([]);
  expect(toolMessages(calls.at(-1))[1]).toBe("A person was asked, and declined this call. They said: not today");
});
