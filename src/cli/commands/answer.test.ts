import { describe, expect, it } from "vitest";
import { testTerminal } from "@/cli/testTerminal";
import { node } from "@/lib/engine/testRun";
import { runServiceIn, workflowOf } from "@/lib/runs/testRunService";
import type { Services } from "@/lib/services";
import { createFileWorkflowStore } from "@/lib/storage/file/fileWorkflowStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { AppError } from "@/types/errors";
import { answer } from "./answer";
import { run } from "./run";

const reviewed = (data: object) =>
  workflowOf(
    [
      node("l", "list", { text: "owl\nfox", split: "lines" }),
      { ...node("r", "review", { question: "Good?", mode: "edit", ...data }), title: "Look" },
      node("o", "output", { format: "auto", name: "good" }),
    ],
    ["l.items>r.value", "r.approved>o.value"],
  );

/** A terminal at which these lines are typed, and nothing after them. */
async function setUp(typed: string[] | undefined, data: object = {}) {
  const directory = await testDirectory();
  const runs = runServiceIn(directory);
  const workflows = createFileWorkflowStore(directory);
  await workflows.create(reviewed(data));
  const printed: string[] = [];
  const said: string[] = [];
  const left = [...(typed ?? [])];
  const ask = async (question: string) => {
    said.push(question);
    const line = left.shift();
    if (line === undefined) throw new AppError("invalid_request", "Nothing was typed.");
    return line;
  };
  const terminal = testTerminal({ printed, said, ask, isAttended: typed !== undefined, directory });
  const services = { runs, workflows, assets: runs.assets } as unknown as Services;
  const context = { services, terminal, options: {} };
  return { context, printed, said, runs };
}

describe("a run at the terminal that asks", () => {
  it("asks whoever sits there, item by item, and goes on", async () => {
    const { context, printed, said } = await setUp(["a", "what?", "e", "A fox."]);
    expect(await run.run({ ...context, positionals: ["w1"] })).toBe(0);
    expect(printed.map((text) => JSON.parse(text))).toEqual([["owl", "A fox."]]);
    expect(said).toEqual(expect.arrayContaining(["? Look, item 1: Good?", "owl", "[a]pprove, [e]dit, [r]eject: "]));
    expect(said.at(-1)).toBe("Completed.");
  });

  it("offers options by their numbers", async () => {
    const { context, said, runs } = await setUp(["2", "r"], { mode: "choose", options: ["Keep", "Drop"] });
    expect(await run.run({ ...context, positionals: ["w1"] })).toBe(0);
    expect(said).toEqual(expect.arrayContaining(["  1 Keep", "  2 Drop", "1 to 2, [r] none of them: "]));
    const [{ id } = { id: "" }] = (await runs.list()).runs;
    expect((await runs.read(id)).outputs).toEqual({ good: ["Drop"] });
  });

  it("ends with 5 where nobody sits there, and says where to answer", async () => {
    const { context, said, runs } = await setUp(undefined);
    expect(await run.run({ ...context, positionals: ["w1"] })).toBe(5);
    const [{ id } = { id: "" }] = (await runs.list({ status: "waiting" })).runs;
    expect(said.slice(-3)).toEqual([
      "? Look, item 1: Good?",
      "? Look, item 2: Good?",
      `Answer in the inbox of Patchbay, or here: patchbay answer ${id}`,
    ]);
  });

  it("is left waiting where nobody types any more, and goes on with `answer`", async () => {
    const { context, runs, printed } = await setUp(["a"]);
    expect(await run.run({ ...context, positionals: ["w1"] })).toBe(5);
    const [{ id } = { id: "" }] = (await runs.list({ status: "waiting" })).runs;
    const terminal = { ...context.terminal, ask: async () => "r" };
    expect(await answer.run({ ...context, terminal, positionals: [id] })).toBe(0);
    expect(printed.map((text) => JSON.parse(text))).toEqual([["owl"]]);
    expect(await answer.run({ ...context, terminal, positionals: [id] })).toBe(0);
  });
});
