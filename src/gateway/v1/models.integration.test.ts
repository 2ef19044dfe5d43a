import { expect, it } from "vitest";
import { useServices } from "@/app/api/testServices";
import { parseConfig } from "@/lib/config";
import { node } from "@/lib/engine/testRun";
import { workflowOf } from "@/lib/runs/testRunService";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { startSimulator } from "@/simulator/simulator";
import { listModels, readModel } from "./models";

it("lists models by who may pay, then workflows, each readable by the name that it is listed by", async () => {
  const simulator = await startSimulator({ port: 0 });
  const services = useServices(
    parseConfig({
      ...{ ...simulator.env, OPENAI_API_KEY: "sk-simulated", COMPATIBLE_BASE_URL: `${simulator.url}/ollama/v1` },
      ...{ PATCHBAY_DATA_DIR: await testDirectory(), XDG_CONFIG_HOME: await testDirectory(), LOG_LEVEL: "silent" },
    }),
  );
  const workflow = workflowOf(
    [node("p", "prompt", { text: "{{prompt}}" }), node("o", "output", { format: "auto" })],
    ["p.text>o.value"],
  );
  await services.workflows.create({ ...workflow, name: "Echo" });
  const asked = { services, key: {} };
  const models = await listModels(asked);
  expect(new Set(models.map(({ owned_by }) => owned_by))).toEqual(new Set(["openai", "compatible", "patchbay"]));
  expect(models.at(-1)).toMatchObject({ id: "workflow/w1", object: "model", name: "Echo", owned_by: "patchbay" });
  expect(models.map(({ id }) => id)).toContain("compatible/environment/llama3.2:3b");
  for (const model of models) {
    expect(model.created).toBeGreaterThan(1_700_000_000);
    expect((await readModel(asked, model.id)).id).toBe(model.id);
  }
  expect((await readModel(asked, "llama3.2:3b")).id).toBe("compatible/environment/llama3.2:3b");
  await expect(readModel(asked, "workflow/w2")).rejects.toMatchObject({ code: "model_not_available" });
  await expect(readModel(asked, "compatible/llama3.2:4b")).rejects.toMatchObject({
    ...{
      code: "model_not_available",
      facts: { models: expect.arrayContaining(["compatible/environment/llama3.2:3b"]) },
    },
  });
  await simulator.close();
});
