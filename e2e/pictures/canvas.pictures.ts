import { callApi, connectAccount } from "../support/api";
import { nodeCalled, openInspector, runButton, runToEnd, titleBar, waitUntilSaved } from "../support/canvas";
import { eventually } from "../support/eventually";
import { addGraph, openGraph } from "../support/graph";
import { openDocuments, pressInMenu, showAll } from "./hands";
import { manyTowns, reviews } from "./listSketches";
import { letter, monthReport, oneAnswer, productCopy } from "./sketches";
import { setStudio } from "./studio";

const picture = setStudio();

picture("empty", async ({ app, page }) => {
  await page.goto(`${app.url}/?new`);
  await page.getByRole("button", { name: "Connect ChatGPT" }).waitFor();
});

picture(
  "canvas",
  async ({ app, page }) => {
    await connectAccount(app, "ada", { name: "Work" });
    await openGraph(app, page, productCopy);
    await runToEnd(page);
    await openInspector(page, "Draft");
    await showAll(page);
  },
  { themes: ["dark", "light"] },
);

picture("far", async ({ app, page }) => {
  await connectAccount(app, "ada", { name: "Work" });
  app.simulator.control.setSwitches({ latency: { firstTokenMs: 0, tokenMs: 0 } });
  await openGraph(app, page, manyTowns);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: /^Run \d+ calls/ }).click();
  await page.getByRole("region", { name: "What failed" }).waitFor();
  await page.keyboard.press("m");
  await page.locator("[title='Map of the canvas']").waitFor();
  await showAll(page);
});

picture(
  "groups",
  async ({ app, page }) => {
    await connectAccount(app, "ada", { name: "Work" });
    await openGraph(app, page, letter);
    await runToEnd(page);
    await showAll(page);
  },
  { themes: ["light"] },
);

picture("palette", async ({ app, page }) => {
  await openDocuments(app, page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Add a node or run a command" }).fill("imag");
  await page.getByRole("option").first().waitFor();
});

picture("find", async ({ app, page }) => {
  await connectAccount(app, "ada", { name: "Work" });
  await openGraph(app, page, letter);
  await runToEnd(page);
  await showAll(page);
  await page.keyboard.press("Control+f");
  await page.getByRole("searchbox").or(page.getByLabel("Find in this workflow")).first().fill("text");
  await page.getByText(/^\d+ of \d+$/).waitFor();
});

picture("switcher", async ({ app, page }) => {
  await openDocuments(app, page);
  await page.keyboard.press("Control+o");
  await page.getByRole("dialog", { name: "Open a workflow" }).getByRole("option").first().waitFor();
});

picture("shortcuts", async ({ app, page }) => {
  await openDocuments(app, page);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
});

picture(
  "picture-dialog",
  async ({ app, page }) => {
    await openDocuments(app, page);
    await pressInMenu(page, "Picture of the canvas…");
    const preview = page.getByRole("dialog").locator("img");
    await eventually(() => preview.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0)).toBe(
      true,
    );
  },
  { themes: ["light"] },
);

picture(
  "start-screen",
  async ({ app, page }) => {
    await openDocuments(app, page);
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.getByRole("heading", { name: "Your workflows" }).waitFor();
  },
  { themes: ["dark", "light"] },
);

picture("templates", async ({ app, page }) => {
  await page.goto(`${app.url}/?new`);
  await page.getByRole("button", { name: "All templates" }).click();
  await page.getByRole("dialog", { name: "Templates" }).getByRole("listitem").first().waitFor();
});

picture("describe", async ({ app, page }) => {
  await connectAccount(app, "ada", { name: "Work" });
  await page.goto(`${app.url}/?new`);
  await page.getByRole("button", { name: "Describe a workflow…" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("Write a postcard for every row of a table of towns");
});

picture(
  "draft",
  async ({ app, page }) => {
    await connectAccount(app, "ada", { name: "Work" });
    await page.goto(`${app.url}/?new`);
    await page.getByRole("button", { name: "Describe a workflow…" }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("Write a postcard for every row of a table of towns");
    await page.getByRole("button", { name: "Draw it" }).click();
    await page.getByRole("region", { name: "Draft on the canvas" }).waitFor();
    await page.getByText("All rows", { exact: true }).waitFor();
  },
  { themes: ["light"] },
);

picture(
  "versions",
  async ({ app, page }) => {
    const id = await openGraph(app, page, oneAnswer("Tell me about quiet rivers, in a few sentences."));
    await callApi(app, "POST", `/api/workflows/${id}/versions`, { name: "Before the talk" });
    await nodeCalled(page, "Question").getByRole("textbox").fill("Tell me about lakes, in two short sentences.");
    await waitUntilSaved(page);
    await pressInMenu(page, "Versions…");
    const dialog = page.getByRole("dialog", { name: "Versions" });
    await dialog.getByRole("button", { name: /Before the talk/ }).click();
    await dialog.locator("del").first().waitFor();
  },
  { themes: ["light"] },
);

picture("bin", async ({ app, page }) => {
  for (const sketch of [monthReport, letter]) {
    await callApi(app, "DELETE", `/api/workflows/${await addGraph(app, sketch)}`, {});
  }
  await openDocuments(app, page);
  await pressInMenu(page, "Bin…");
  const restore = page.getByRole("dialog", { name: "Bin" }).getByRole("button", { name: /^Put back/ });
  await restore.nth(1).waitFor();
});

picture("run-form", async ({ app, page }) => {
  await connectAccount(app, "ada", { name: "Work" });
  await openGraph(app, page, oneAnswer("Write a postcard from {{town}} to {{friend}}.", "Postcard"));
  await runButton(page).click();
  const form = page.getByRole("dialog", { name: "What this run needs" });
  await form.getByLabel("town").fill("Bergen");
});

picture("editor", async ({ app, page }) => {
  await openDocuments(app, page);
  await titleBar(page, "For each row").click();
  await page.keyboard.press("Control+e");
  await page.getByText(/about \d+ tokens/).waitFor();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Mention {{");
  await page.getByRole("option", { name: /product/ }).waitFor();
});

picture(
  "schema",
  async ({ app, page }) => {
    await connectAccount(app, "ada", { name: "Work" });
    await openGraph(app, page, reviews);
    const panel = await openInspector(page, "Sort");
    await panel.getByRole("button", { name: "Build from fields" }).click();
    await page.getByRole("dialog").getByLabel("Name of field 1").waitFor();
  },
  { themes: ["light"] },
);

picture(
  "place",
  async ({ app, page }) => {
    await connectAccount(app, "ada", { name: "Work" });
    await openGraph(app, page, productCopy);
    const ask = nodeCalled(page, "For each row");
    await ask.getByRole("button", { name: /^benefit / }).click();
    await page.getByRole("dialog", { name: "benefit" }).waitFor();
  },
  { themes: ["light"] },
);

picture("outline", async ({ app, page }) => {
  await connectAccount(app, "ada", { name: "Work" });
  await openGraph(app, page, letter);
  await runToEnd(page);
  await page.keyboard.press("o");
  await page.getByRole("region", { name: "Outline" }).getByRole("article", { name: "Draft", exact: true }).waitFor();
  await showAll(page);
});
