import { callApi, connectAccount } from "../support/api";
import { expectText, nodeCalled, openInspector, runToEnd } from "../support/canvas";
import { openGraph } from "../support/graph";
import { openReader } from "../support/reader";
import { openDrawer } from "../support/runDrawer";
import { openReviewTable, openSample, showAll } from "./hands";
import { evaluation, scoredAnswers } from "./listSketches";
import { monthFacts, monthReport, oneAnswer, prompt, twoModels } from "./sketches";
import { setStudio } from "./studio";

const picture = setStudio();

picture(
  "reader",
  async ({ app, page }) => {
    await openGraph(app, page, monthReport);
    await runToEnd(page);
    const reader = await openReader(page, "Report");
    await reader.locator(".token-keyword").first().waitFor();
    await reader.locator(".katex-display").waitFor();
  },
  { themes: ["dark", "light"] },
);

picture("reader-json", async ({ app, page }) => {
  await openGraph(app, page, monthFacts);
  await runToEnd(page);
  const reader = await openReader(page, "Facts");
  await reader.getByRole("tree").focus();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown"]) await page.keyboard.press(key);
});

picture(
  "scores",
  async ({ app, page }) => {
    await connectAccount(app, "ada", { name: "Work" });
    await openGraph(app, page, scoredAnswers);
    await runToEnd(page);
    await openInspector(page, "Judges");
    await showAll(page);
  },
  { themes: ["dark", "light"] },
);

picture("evaluation", async ({ app, page }) => {
  await connectAccount(app, "ada", { name: "Work" });
  app.simulator.control.setSwitches({ latency: { firstTokenMs: 0, tokenMs: 0 } });
  await openGraph(app, page, evaluation);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Run 120 calls" }).click();
  await nodeCalled(page, "Towns").getByRole("button", { name: "40 items" }).click();
  const grid = page.getByRole("dialog", { name: "Rows of Towns" }).getByRole("grid");
  for (const row of [1, 3, 4, 6]) await grid.getByRole("button", { name: `Row ${row} is good`, exact: true }).click();
  for (const row of [2, 5]) await grid.getByRole("button", { name: `Row ${row} is not good`, exact: true }).click();
  await page
    .getByText(/n = 6$/)
    .first()
    .waitFor();
});

picture(
  "earlier",
  async ({ app, page }) => {
    await connectAccount(app, "ada", { name: "Work" });
    await openGraph(app, page, oneAnswer("Write about rain in the mountains."));
    await runToEnd(page);
    await nodeCalled(page, "Question").getByRole("textbox").fill("Write about snow in the mountains.");
    await runToEnd(page);
    const reader = await openReader(page, "Answer");
    await reader.getByRole("button", { name: "Earlier results" }).click();
    await reader.getByRole("navigation", { name: "Earlier results" }).getByRole("button").last().click();
    await reader.locator("del, ins").first().waitFor();
  },
  { themes: ["light"] },
);

picture("compare-models", async ({ app, page }) => {
  await connectAccount(app, "ada", { name: "Work" });
  await openGraph(app, page, twoModels);
  await runToEnd(page);
  await showAll(page);
});

picture("compare-runs", async ({ app, page }) => {
  await connectAccount(app, "ada", { name: "Work" });
  await openGraph(app, page, oneAnswer("Write about rain in the mountains."));
  await runToEnd(page);
  await nodeCalled(page, "Question").getByRole("textbox").fill("Write about snow in the mountains.");
  await runToEnd(page);
  const drawer = await openDrawer(page, "History");
  for (const run of [1, 0]) await drawer.getByRole("checkbox").nth(run).check();
  await drawer.getByRole("button", { name: "Compare two" }).click();
  await page.getByRole("dialog", { name: "Compare two runs" }).locator("del").first().waitFor();
});

picture("table", ({ app, page }) => openReviewTable(app, page), { themes: ["light"] });

picture(
  "row",
  async ({ app, page }) => {
    const table = await openReviewTable(app, page);
    await table.getByRole("gridcell").first().click();
    await page.getByRole("button", { name: /^Next/ }).waitFor();
  },
  { themes: ["light"] },
);

picture("pictures", async ({ app, page }) => {
  await connectAccount(app, "ada", { name: "Work" });
  const photo = await openSample(app, "harbour.png");
  await openGraph(app, page, {
    name: "The harbour at night",
    nodes: [
      { id: "photo", type: "imageInput", title: "Photo", at: [0, 0], data: { asset: photo, fileName: "harbour.png" } },
      prompt("ask", "What to change", [0, 330], "The same harbour at night, in blue."),
      { id: "make", type: "imageGenerate", title: "Make", at: [380, 60], data: { provider: "openai-auth", n: 2 } },
    ],
    wires: ["photo.image > make.images", "ask.text > make.prompt"],
  });
  await runToEnd(page);
  await openInspector(page, "Make");
  await showAll(page);
});

picture("picture-compare", async ({ app, page }) => {
  await connectAccount(app, "ada", { name: "Work" });
  const photo = await openSample(app, "harbour.png");
  await openGraph(app, page, {
    name: "The harbour at night",
    nodes: [
      { id: "photo", type: "imageInput", title: "Photo", at: [0, 0], data: { asset: photo, fileName: "harbour.png" } },
      prompt("ask", "What to change", [0, 330], "The same harbour at night, in blue."),
      { id: "make", type: "imageGenerate", title: "Make", at: [380, 60], data: { provider: "openai-auth" } },
    ],
    wires: ["photo.image > make.images", "ask.text > make.prompt"],
  });
  await runToEnd(page);
  await nodeCalled(page, "Make")
    .getByRole("link", { name: /^Enlarge/ })
    .click();
  await page.getByRole("button", { name: "Compare with another picture" }).click();
  await page.getByRole("slider", { name: "Edge between the pictures" }).waitFor();
});

picture("document", async ({ app, page }) => {
  await callApi(app, "PUT", "/api/keys/openai", { key: "sk-simulated" });
  await page.goto(`${app.url}/?new`);
  await page.getByRole("button", { name: "All templates" }).click();
  await page.getByRole("button", { name: /^Questions over a PDF/ }).click();
  await expectText(nodeCalled(page, "Document"), "espresso-manual.pdf");
  await runToEnd(page);
  await openInspector(page, "Document");
  await showAll(page);
});

picture("model", async ({ app, page }) => {
  await connectAccount(app, "ada", { name: "Work" });
  await openGraph(app, page, oneAnswer("Tell me about rivers."));
  const panel = await openInspector(page, "Answer");
  await panel.getByRole("textbox", { name: "Instructions" }).fill("You write plain, warm prose.");
});
