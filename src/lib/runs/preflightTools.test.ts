import { expect, it } from "vitest";
import { llm, node } from "@/lib/engine/testRun";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { AppError } from "@/types/errors";
import { setUpPreflight } from "./testPreflight";
import { listWorkflow, runServiceIn, workflowOf } from "./testRunService";

const tools = [{ server: "files" }];

it("says how many calls the rounds of tools may become, by item and by the node's own limit", async () => {
  const { look } = await setUpPreflight();
  const { calls, warnings } = await look(listWorkflow(["a", "b", "c"], { tools, maxToolRounds: 4 }));
  expect(calls).toMatchObject([{ count: 3 }]);
  expect(warnings).toEqual([
    { code: "may_use_tools", node: "m", message: expect.stringMatching(/3 calls may become up to 15\./) },
  ]);
  expect((await look(listWorkflow(["a"]))).warnings).toEqual([]);
});

it("asks about a model that calls no tools, before anything is sent", async () => {
  const fitCheck = () => async (call: { tools?: unknown[] }) => {
    if (call.tools !== undefined) throw new AppError("unsupported_option", "The model calls no tools.");
  };
  const { look } = await setUpPreflight({ fitCheck });
  const { warnings } = await look(listWorkflow(["a"], { tools }));
  expect(warnings).toContainEqual({ code: "unsupported_option", node: "m", message: expect.any(String) });
});

it("tells at the node of a server that is gone or switched off, and nothing is started", async () => {
  const servers = [
    { id: "files", name: "Files", enabled: false },
    { id: "git", name: "Git", enabled: true },
  ];
  const runTools = {
    kept: async () => servers,
    list: async () => [],
    call: () => Promise.reject(new Error("Nothing is called.")),
  };
  const runs = runServiceIn(await testDirectory(), { tools: runTools });
  const { look } = await setUpPreflight({ prepare: runs.prepare });
  const workflow = workflowOf(
    [
      node("p", "prompt", { text: "hi" }),
      llm("off", { tools }),
      llm("gone", { tools: [{ server: "gone" }] }),
      llm("fine", { tools: [{ server: "git" }] }),
    ],
    ["p.text>off.prompt", "p.text>gone.prompt", "p.text>fine.prompt"],
  );
  expect((await look(workflow)).warnings).toEqual([
    { code: "invalid_workflow", node: "off", message: expect.stringMatching(/Files, which is switched off/) },
    { code: "invalid_workflow", node: "gone", message: expect.stringMatching(/“gone”, which is not set up/) },
  ]);
  await expect(runs.start(workflow)).rejects.toMatchObject({
    code: "invalid_workflow",
    facts: { nodes: ["off", "gone"] },
  });
});
