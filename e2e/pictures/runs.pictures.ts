import { callApi, connectAccount } from "../support/api";
import { expectText, nodeCalled, runButton, runToEnd, startRun } from "../support/canvas";
import { openGraph, planModel } from "../support/graph";
import { openDrawer } from "../support/runDrawer";
import { showAll } from "./hands";
import { manyTowns, reviews } from "./listSketches";
import { llm, oneAnswer, productCopy, prompt } from "./sketches";
import { setStudio } from "./studio";

const picture = setStudio();

picture("run", async ({ app, page }) => {
  await connectAccount(app, "ada", { name: "Work" });
  await openGraph(app, page, productCopy);
  await showAll(page);
  app.simulator.control.setSwitches({ latency: { firstTokenMs: 300, tokenMs: 250 } });
  await startRun(page);
  await expectText(nodeCalled(page, "Write"), "1 of 4 items");
  await showAll(page);
});

picture(
  "cost",
  async ({ app, page }) => {
    await connectAccount(app, "ada", { name: "Work" });
    await openGraph(app, page, productCopy);
    await showAll(page);
    await runButton(page).hover();
    await page.getByText(/calls on Work/).waitFor();
  },
  { keepsPointer: true },
);

picture("question", async ({ app, page }) => {
  await connectAccount(app, "ada", { name: "Work" });
  await openGraph(app, page, reviews);
  await showAll(page);
  await runButton(page).click();
  await page.getByRole("button", { name: /^Run 80 calls/ }).waitFor();
});

picture("refusal", async ({ app, page }) => {
  await connectAccount(app, "ada", { name: "Work" });
  await openGraph(app, page, {
    name: "Price list",
    nodes: [
      prompt("ask", "Question", [60, 200], "What is the price of the lamp?"),
      { id: "pick", type: "jsonExtract", title: "Pick the price", at: [420, 200], data: { path: "/price" } },
      { id: "result", type: "output", title: "Price", at: [760, 200], data: { name: "price" } },
    ],
    wires: ["pick.value > result.value"],
  });
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Show me" }).click();
  await expectText(nodeCalled(page, "Pick the price"), "needs a wire");
});

picture("failure", async ({ app, page }) => {
  await connectAccount(app, "ada", { name: "Work" });
  await openGraph(app, page, oneAnswer("Write a short letter to the baker.", "A letter"));
  app.simulator.control.failNext({
    ...{ path: "/backend-api/codex/responses", status: 400 },
    body: { detail: "This request was declined." },
  });
  await runToEnd(page);
  await page.getByRole("region", { name: "What failed" }).waitFor();
});

picture("parked", async ({ app, page }) => {
  const work = await connectAccount(app, "ada", { name: "Work" });
  const home = await connectAccount(app, "grace", { name: "Home" });
  // Far enough ahead that the time of day is all that differs from picture to picture.
  app.simulator.control.setUsage({ person: "ada", limitedUntilMs: Date.now() + 3_600_000 });
  await openGraph(app, page, {
    name: "Rain and snow",
    nodes: [
      prompt("rain", "About rain", [40, 60], "Tell me about rain."),
      { ...llm("a", "Rain", [400, 40]), data: { ...planModel, account: work.id } },
      prompt("snow", "About snow", [40, 440], "Tell me about snow."),
      { ...llm("b", "Snow", [400, 420]), data: { ...planModel, account: home.id } },
      { id: "out", type: "output", title: "Snow text", at: [780, 440], data: { name: "snow" } },
    ],
    wires: ["rain.text > a.prompt", "snow.text > b.prompt", "b.text > out.value"],
  });
  await runToEnd(page);
  await nodeCalled(page, "Rain").getByRole("button", { name: "Try now" }).waitFor();
  await showAll(page);
});

picture("drawer-run", async ({ app, page }) => {
  await connectAccount(app, "ada", { name: "Work" });
  await openGraph(app, page, productCopy);
  await openDrawer(page);
  await runToEnd(page);
  await showAll(page);
});

picture("drawer-history", async ({ app, page }) => {
  await connectAccount(app, "ada", { name: "Work" });
  await openGraph(app, page, oneAnswer("Write about rain."));
  for (const text of ["Write about rain.", "Write about snow.", "Write about fog."]) {
    await nodeCalled(page, "Question").getByRole("textbox").fill(text);
    await runToEnd(page);
  }
  await runToEnd(page);
  await openDrawer(page, "History");
  await showAll(page);
});

picture("drawer-problems", async ({ app, page }) => {
  await connectAccount(app, "ada", { name: "Work" });
  await openGraph(app, page, manyTowns);
  app.simulator.control.setSwitches({ latency: { firstTokenMs: 0, tokenMs: 0 } });
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: /^Run \d+ calls/ }).click();
  await page.getByRole("region", { name: "What failed" }).waitFor();
  await openDrawer(page, "Problems");
  await showAll(page);
});

picture("drawer-all", async ({ app, page }) => {
  await connectAccount(app, "ada", { name: "Work" });
  const { id } = await callApi<{ id: string }>(app, "POST", "/api/workflows", {
    ...{ format: "patchbay/workflow", version: 1, name: "Letters" },
    nodes: [
      { id: "list", type: "list", data: { text: "[slow] 1\n[slow] 2\n[slow] 3\n[slow] 4", split: "lines" } },
      { id: "each", type: "llmGenerate", data: { ...planModel } },
    ],
    edges: [{ id: "w", source: { node: "list", port: "items" }, target: { node: "each", port: "prompt" } }],
    layout: { nodes: { list: { x: 0, y: 0 }, each: { x: 300, y: 0 } }, groups: [] },
  });
  await callApi(app, "POST", "/api/runs", { workflowId: id });
  await openGraph(app, page, oneAnswer("Write about rain."));
  await page.getByRole("button", { name: "1 run elsewhere" }).waitFor();
  await startRun(page);
  await expectText(nodeCalled(page, "Answer"), /Taken by Letters/);
  await openDrawer(page, "All workflows");
  await showAll(page);
});
