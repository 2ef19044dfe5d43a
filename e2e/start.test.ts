import { describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { callApi } from "./support/api";
import { endOfRun, expectText, nodeCalled, nodesOn, runButton, runToEnd, startRunBy } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, readGraph, threeNodes } from "./support/graph";
import { signInThroughDialog } from "./support/signIn";
import { setStage } from "./support/stage";

const stage = setStage();

async function addWorkflow(name: string): Promise<string> {
  const document = { format: "patchbay/workflow", version: 1, name, nodes: [], edges: [] };
  const layout = { nodes: {}, groups: [] };
  return (await callApi<{ id: string }>(stage.app, "POST", "/api/workflows", { ...document, layout })).id;
}

const card = (name: string) => stage.page.getByRole("main").getByRole("listitem").filter({ hasText: name });

describe("the start screen", () => {
  it("opens, renames, duplicates and deletes workflows, and is there again after a reload", async () => {
    const { app, page } = stage;
    const letters = await addWorkflow("Letters");
    const open = await openGraph(app, page, threeNodes("Hello"));
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.getByRole("heading", { name: "Your workflows" }).waitFor();
    await card("Test graph").getByText("Open now").waitFor();
    expect(await card("Test graph").locator("svg rect").count()).toBe(3);
    await page.reload();
    await page.getByRole("heading", { name: "Your workflows" }).waitFor();
    await expectAccessible(page);

    await page.getByRole("button", { name: "What to do with “Letters”" }).click();
    await page.getByRole("menuitem", { name: "Rename" }).click();
    await page.getByRole("textbox", { name: "Workflow name" }).fill("Long letters");
    await page.keyboard.press("Enter");
    await card("Long letters").waitFor();
    expect((await readGraph(app, letters)).name).toBe("Long letters");

    await page.getByRole("button", { name: "What to do with “Test graph”" }).click();
    await page.getByRole("menuitem", { name: "Duplicate" }).click();
    await card("Test graph (copy)").waitFor();
    await eventually(() => page.getByRole("menu").count()).toBe(0);

    await page.getByRole("button", { name: "What to do with “Long letters”" }).click();
    await page.getByRole("menuitem", { name: /^Delete/ }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await card("Long letters").waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Test graph", exact: true }).click();
    await eventually(() => nodesOn(page).count()).toBe(3);
    expect(page.url()).toContain(open);
  });

  it("begins an empty workflow, and goes back to the open one", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Hello"));
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.getByRole("button", { name: "Back to the workflow" }).click();
    await eventually(() => nodesOn(page).count()).toBe(3);
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.getByRole("main").getByRole("button", { name: "New workflow" }).click();
    await page.getByRole("heading", { name: "What should run today?" }).waitFor();
  });
});

it("another workflow is a few letters away, from the keyboard and on a phone", async () => {
  const { app, page } = stage;
  await addWorkflow("Recipes");
  await openGraph(app, page, threeNodes("Hello"));
  await page.keyboard.press("Control+o");
  const switcher = page.getByRole("dialog", { name: "Open a workflow" });
  await switcher.getByRole("combobox").fill("recpies");
  await switcher.getByRole("option", { name: /^Recipes/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Recipes", level: 1 }).waitFor();

  const phone = await stage.openWindow({ width: 390, height: 800 });
  await phone.goto(app.url);
  await phone.getByRole("heading", { name: "Recipes", level: 1 }).waitFor();
  await phone.getByRole("button", { name: "Open a workflow" }).click();
  await phone.getByRole("option", { name: /^Test graph/ }).click();
  await phone.getByRole("heading", { name: "Question", level: 2 }).waitFor();
  await expectAccessible(phone);
});

describe("templates", () => {
  it("are found in the gallery, bring their sample files and run as they are", async () => {
    const { app, page } = stage;
    await callApi(app, "PUT", "/api/keys/openai", { key: "sk-simulated" });
    await page.goto(`${app.url}/?new`);
    await page.getByRole("button", { name: "All templates" }).click();
    const gallery = page.getByRole("dialog", { name: "Templates" });
    await eventually(() => gallery.getByRole("listitem").count()).toBeGreaterThanOrEqual(12);
    await expectAccessible(page);
    await gallery.getByRole("textbox", { name: "Search templates" }).fill("pdf");
    await gallery.getByRole("button", { name: /^Questions over a PDF/ }).click();
    await gallery.waitFor({ state: "detached" });
    await expectText(nodeCalled(page, "What to change"), "Drop your PDF");
    await expectText(nodeCalled(page, "Document"), "espresso-manual.pdf");
    expect(await runToEnd(page)).toBe("completed");
    await page.getByRole("heading", { name: "Questions over a PDF", level: 1 }).waitFor();
  });
});

it("Run with nothing connected opens Connect, and runs once that is done", async () => {
  const { app, page, context } = stage;
  await page.goto(`${app.url}/?new`);
  await page.getByRole("button", { name: /^Draft, critique, rewrite/ }).click();
  await nodeCalled(page, "Draft").waitFor();
  const run = await startRunBy(page, async () => {
    await runButton(page).click();
    await signInThroughDialog(context, page, { route: "siwc" });
  });
  expect(await endOfRun(page, run)).toBe("completed");
  await expectText(nodeCalled(page, "Final text").locator(".markdown"), /\w+ \w+ \w+/);
});
