import { expect, it } from "vitest";
import { startTeam } from "@/app/api/teamServices";
import { startTestGateway } from "@/gateway/testGateway";
import { node } from "@/lib/engine/testRun";
import { workflowOf } from "@/lib/runs/testRunService";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { createTestDatabase } from "@/lib/storage/postgres/testDatabase";
import { connectOverHttp, connectOverStdio, jsonOf, textOf } from "./testBench";

const workflow = workflowOf(
  [node("ask", "prompt", { text: "{{words}}" }), node("out", "output", { name: "said", format: "auto" })],
  ["ask.text>out.value"],
);

it("an agent is the person whose key it has: a runner runs what is saved, and saves nothing", async () => {
  const { services, add } = await startTeam();
  await services.workflows.create(workflow);
  const [ada, ben] = [await add("ada", "editor"), await add("ben", "runner")];
  const { url } = await startTestGateway(services);
  const clientOf = async ({ id }: { id: string }) => {
    const { key } = await services.accessKeys.create({ name: "Laptop", scopes: ["mcp"] }, id);
    return connectOverHttp(`${url}/mcp`, key);
  };
  const [ofAda, ofBen] = [await clientOf(ada), await clientOf(ben)];

  const change = { ...workflow, name: "Changed", revision: 1 };
  const refused = await ofBen.callTool({ name: "save_workflow", arguments: { workflow: change } });
  expect(refused).toMatchObject({ isError: true });
  expect(textOf(refused)).toContain("takes the role editor");
  const unsaved = { workflow: { ...change, nodes: workflow.nodes.slice(1), edges: [] } };
  expect(await ofBen.callTool({ name: "run_workflow", arguments: unsaved })).toMatchObject({ isError: true });
  const ran = await ofBen.callTool({ name: "run_workflow", arguments: { id: "w1", inputs: { words: "hello" } } });
  expect(jsonOf(ran)).toMatchObject({ status: "completed", outputs: { said: "hello" } });
  expect(await services.runs.read(jsonOf(ran).run)).toMatchObject({ by: ben.id, through: { kind: "mcp" } });

  const saved = await ofAda.callTool({ name: "save_workflow", arguments: { workflow: change } });
  expect(jsonOf(saved)).toMatchObject({ revision: 2, created: false });
});

it("a program acts as whoever --as names, and takes nobody else's word", async () => {
  const env = {
    ...{ DATABASE_URL: await createTestDatabase(), PATCHBAY_SECRET: "ab".repeat(32), PATH: process.env.PATH ?? "" },
    ...{ PATCHBAY_DATA_DIR: await testDirectory(), NODE_ENV: "production", HOME: await testDirectory() },
  };
  const { services, add } = await startTeam(env);
  await services.workflows.create(workflow);
  const ben = await add("ben", "runner");
  const { client } = await connectOverStdio(env, ["--as", "ben"]);
  const ran = await client.callTool({ name: "run_workflow", arguments: { id: "w1", inputs: { words: "hello" } } });
  expect(jsonOf(ran)).toMatchObject({ status: "completed" });
  expect(await services.runs.read(jsonOf(ran).run)).toMatchObject({ by: ben.id, through: { kind: "mcp" } });
  const refused = await client.callTool({
    name: "save_workflow",
    arguments: { workflow: { ...workflow, revision: 1 } },
  });
  expect(textOf(refused)).toContain("takes the role editor");
  for (const args of [[], ["--as", "nobody"]]) await expect(connectOverStdio(env, args)).rejects.toThrow();
});
