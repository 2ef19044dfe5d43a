import { expect, it } from "vitest";
import { expectText, nodeCalled, openInspector, runToEnd, waitUntilSaved } from "./support/canvas";
import { openGraph, readGraph, threeNodes } from "./support/graph";
import { closeSetup, openSetup } from "./support/setup";
import { setStage } from "./support/stage";

const stage = setStage();
const oddModel = "hf.co/bartowski/Qwen2.5-VL-7B-GGUF:Q4_K_M";

it("a server like Ollama is added by its preset, chosen on a node, and answers with a model of an odd name", async () => {
  const { app, page } = stage;
  const id = await openGraph(app, page, threeNodes("Tell me about kites", { provider: "openai", model: "gpt-5.5" }));
  const setup = await openSetup(page, "Providers");
  await setup.getByRole("button", { name: "Add a server" }).click();
  const form = page.getByRole("dialog", { name: "Add a server" });
  await form.getByRole("combobox", { name: "Kind" }).click();
  await page.getByRole("option", { name: "Ollama" }).click();
  await expectText(form, /ollama serve/);
  expect(await form.getByLabel("Base URL").inputValue()).toBe("http://localhost:11434/v1");

  // Nobody runs there.
  const nowhere = `http://127.0.0.1:${app.callbackPorts[0]}/v1`;
  await form.getByLabel("Base URL").fill(nowhere);
  await form.getByRole("button", { name: "Save" }).click();
  const row = setup.getByRole("listitem").filter({ hasText: nowhere });
  await expectText(row, `Nothing answers at ${nowhere}. Check that Ollama is running`);

  await row.getByRole("button", { name: "Edit" }).click();
  const edit = page.getByRole("dialog", { name: "Edit Ollama" });
  await edit.getByLabel("Base URL").fill(`${app.simulator.url}/ollama/v1`);
  await edit.getByRole("button", { name: "Save" }).click();
  await expectText(setup.getByRole("listitem").filter({ hasText: "/ollama/v1" }), /3 models/);
  await closeSetup(page);

  const inspector = await openInspector(page, "Answer");
  await inspector.getByRole("combobox", { name: "Runs on" }).click();
  await page.getByRole("option", { name: /^Ollama/ }).click();
  await inspector.getByRole("combobox", { name: "Model", exact: true }).click();
  await page.getByRole("option", { name: oddModel }).click();
  await waitUntilSaved(page);
  expect((await readGraph(app, id)).nodes.find((node) => node.id === "answer")?.data).toMatchObject({
    ...{ provider: "compatible", account: "ollama", model: oddModel },
  });

  expect(await runToEnd(page)).toBe("completed");
  await expectText(nodeCalled(page, "Answer").locator("footer"), /\d tokens.*Ollama/);
  await expectText(nodeCalled(page, "Result"), /kites/);
});
