import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { callApi, connectAccount } from "./support/api";
import { nodeCalled, nodesOn, runButton, titleBar, waitUntilSaved, wiresOn } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, readGraph, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

const outline = () => stage.page.getByRole("region", { name: "Outline" });
const line = (title: string) => outline().getByRole("article", { name: title, exact: true });
const focused = () => stage.page.evaluate(() => document.activeElement?.closest("[data-outline-row]")?.ariaLabel);
const focusedNode = () => stage.page.evaluate(() => document.activeElement?.getAttribute("data-id") ?? "");
const press = async (...keys: string[]) => {
  for (const key of keys) await stage.page.keyboard.press(key);
};

async function choose(dialog: Locator, words: string): Promise<void> {
  await dialog.getByRole("combobox").fill(words);
  await dialog.locator("[data-highlighted]").waitFor();
  await press("Enter");
  await dialog.waitFor({ state: "detached" });
}

describe("the outline beside the canvas", () => {
  it("shows the flow in its order, and everything is done in it from the keyboard", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, threeNodes("Hello"));
    await press("o");
    await line("Question").waitFor();
    await eventually(focused).toBe("Question");
    const titles = await outline().getByRole("heading", { level: 3 }).allTextContents();
    expect(titles).toEqual(["Question", "Answer", "Result"]);
    await line("Answer").getByText("from Question").waitFor();
    await expectAccessible(page);

    // From line to line, and into the text of one.
    await press("End");
    await eventually(focused).toBe("Result");
    await press("Home", "ArrowRight");
    const text = line("Question").getByRole("textbox", { name: "Text of Question" });
    await text.fill("Good morning");
    await press("Escape");
    await eventually(focused).toBe("Question");
    await press("F2");
    await page.keyboard.type("Greeting");
    await press("Enter");
    await eventually(focused).toBe("Greeting");

    // Keys work on the line that has the focus, not on the one that is open.
    await press("ArrowDown");
    await eventually(focused).toBe("Answer");
    await press("Control+m");
    await line("Answer").getByText("Muted").waitFor();
    expect(await line("Greeting").getByText("Muted").count()).toBe(0);
    await press("Control+z", "Home");
    await eventually(focused).toBe("Greeting");

    // A node after it, wired; then one wire less; then the node is gone, and the focus is with the line before.
    await press("a");
    await choose(page.getByRole("dialog", { name: "Add a node after Greeting" }), "output");
    await line("Output").getByText("from Greeting").waitFor();
    await eventually(focused).toBe("Output");
    await press("c");
    await choose(page.getByRole("dialog", { name: "Wires of Output" }), "remove");
    await line("Output").getByText("No wires yet.").waitFor();
    await eventually(focused).toBe("Output");
    await press("Delete");
    await line("Output").waitFor({ state: "detached" });
    await eventually(focused).toBeTruthy();

    await waitUntilSaved(page);
    const [greeting] = (await readGraph(app, id)).nodes;
    expect([greeting?.title, greeting?.data.text]).toEqual(["Greeting", "Good morning"]);

    // It is there again after a reload, and the canvas takes the focus back when it closes.
    await page.reload();
    await line("Greeting").waitFor();
    await outline().getByRole("button", { name: "Close the outline" }).click();
    await outline().waitFor({ state: "detached" });
  });

  it("goes along with the canvas, and its menu is that of the node", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Hello"));
    await page.getByRole("button", { name: "Outline", exact: true }).click();
    await titleBar(page, "Answer").click();
    await line("Answer").getByRole("button", { name: "Choose wires…" }).waitFor();
    await line("Question").getByText("Question", { exact: true }).click({ button: "right" });
    await page.getByRole("menuitem", { name: "Group", exact: true }).hover();
    await page.getByRole("menuitem", { name: "In a new group" }).click();
    const group = outline().getByRole("button", { name: "Group Group, 1 node" });
    await group.click();
    await line("Question").waitFor({ state: "detached" });
    await page.locator(".react-flow__node-group-node").waitFor();
    await group.click();
    await line("Question").waitFor();
    await titleBar(page, "Answer").click({ button: "right" });
    await page.getByRole("menuitem", { name: /^Mute/ }).click();
    await line("Answer").getByText("Muted").first().waitFor();
  });
});

describe("without a mouse", () => {
  it("a workflow is drawn from nothing, run and read", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    await page.goto(`${app.url}/?new`);
    await page.getByRole("heading", { name: "What should run today?" }).waitFor();
    await runButton(page).waitFor();
    await press("Control+k");
    await choose(page.getByRole("dialog", { name: "Add a node or run a command" }), "Prompt");
    await nodeCalled(page, "Prompt").getByRole("textbox").and(page.locator(":focus")).waitFor();
    await page.keyboard.type("Tell me about rivers");
    await press("Escape");
    await eventually(focusedNode).toMatch(/^prompt/);
    await press("a");
    await choose(page.getByRole("dialog", { name: "Add a node after Prompt" }), "LLM");
    await eventually(focusedNode).toMatch(/^llmGenerate/);
    await press("a");
    await choose(page.getByRole("dialog", { name: "Add a node after LLM" }), "Output");
    await eventually(focusedNode).toMatch(/^output/);
    await eventually(() => wiresOn(page).count()).toBe(2);

    // Back along the flow, into the settings and out again.
    await press("Shift+N");
    await eventually(focusedNode).toMatch(/^llmGenerate/);
    await press("e");
    const panel = page.getByRole("complementary", { name: "Settings of the selected node" });
    await panel.locator(":focus").waitFor();
    await press("Escape");
    await eventually(focusedNode).toMatch(/^llmGenerate/);

    await press("Control+Enter");
    await nodeCalled(page, "LLM").locator("[data-status=done]").waitFor();
    await press("Enter");
    const reader = page.getByRole("dialog", { name: /LLM/ });
    await reader
      .getByText(/rivers/i)
      .first()
      .waitFor();
    await press("Escape");
    await reader.waitFor({ state: "detached" });
    await eventually(focusedNode).toMatch(/^llmGenerate/);

    // The palette leads to a node and leaves the focus with it; a deleted one gives it to its neighbour.
    await press("Control+k");
    await choose(page.getByRole("dialog", { name: "Add a node or run a command" }), "Tell me about rivers");
    await eventually(focusedNode).toMatch(/^prompt/);
    await press("n", "Delete");
    await nodeCalled(page, "LLM").waitFor({ state: "detached" });
    await eventually(focusedNode).toMatch(/^prompt/);
    await press("Control+z");
    await nodeCalled(page, "LLM").waitFor();
  });

  it("the focus finds the canvas when what held it is gone", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, threeNodes("Hello"));
    await titleBar(page, "Question").click();
    await callApi(app, "GET", `/api/workflows/${id}`);
    await press("Control+a", "Delete");
    await eventually(() => nodesOn(page).count()).toBe(0);
    await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe("canvas");
  });
});
