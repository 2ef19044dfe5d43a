import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { connectAccount } from "./support/api";
import { expectText, nodeCalled, nodesOn, openInspector, runToEnd, titleBar, wiresOn } from "./support/canvas";
import { eventually } from "./support/eventually";
import { type GraphSketch, openGraph, planModel, threeNodes } from "./support/graph";
import { closeSetup, openSetup } from "./support/setup";
import { connectDialog } from "./support/signIn";
import { setStage } from "./support/stage";
import { openTab } from "./support/tabs";

const stage = setStage();

const listAndComparison: GraphSketch = {
  nodes: [
    { id: "list", type: "list", title: "Animals", at: [20, 60], data: { text: "cat\n[400] dog", split: "lines" } },
    { id: "answer", type: "llmGenerate", title: "Answer", at: [310, 40], data: planModel },
    { id: "all", type: "output", title: "All", at: [600, 40], data: { name: "all" } },
    { id: "ask", type: "prompt", title: "Question", at: [20, 400], data: { text: "Tell me about kites" } },
    { id: "check", type: "condition", title: "Check", at: [20, 540], data: { test: "contains", value: "x" } },
    { id: "compare", type: "compare", title: "Compare", at: [310, 320], data: { variants: [planModel, planModel] } },
    { id: "both", type: "output", title: "Both", at: [600, 320], data: { name: "both" } },
  ],
  wires: [
    "list.items > answer.prompt",
    "answer.text > all.value",
    "ask.text > check.value",
    "ask.text > compare.prompt",
    "compare.results > both.value",
  ],
};

describe.each(["dark", "light"] as const)("axe and the size of text, in the %s theme, on", (colorScheme) => {
  const open = (size = {}) => stage.openWindow({ colorScheme, reducedMotion: "reduce", ...size });

  it("the empty canvas, its palette and the connect dialog", async () => {
    const page = await open();
    await page.goto(stage.app.url);
    await page.getByRole("button", { name: "Connect ChatGPT" }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Add a node or run a command" }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Connect ChatGPT" }).click();
    await connectDialog(page).getByRole("link", { name: "Continue with ChatGPT" }).waitFor();
    await expectAccessible(page);
  });

  it("a canvas with a finished run, the inspector of each node, and a phone", async () => {
    const page = await open();
    await connectAccount(stage.app);
    await openGraph(stage.app, page, threeNodes("List three ideas about rivers"));
    expect(await runToEnd(page)).toBe("completed");
    await expectAccessible(page);
    for (const title of ["Question", "Answer", "Result"]) {
      await openInspector(page, title);
      await expectAccessible(page);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("toolbar", { name: "Tools" }).waitFor();
    await expectAccessible(page);
  });

  it("a canvas whose run has failed", async () => {
    const page = await open();
    await connectAccount(stage.app);
    await openGraph(stage.app, page, threeNodes("[400] Tell me about rivers"));
    expect(await runToEnd(page)).toBe("failed");
    await nodeCalled(page, "Answer").getByRole("alert").waitFor();
    await expectAccessible(page);
  });

  it("a canvas whose run is parked", async () => {
    const page = await open();
    await connectAccount(stage.app);
    await openGraph(stage.app, page, threeNodes("[usage-limit] Tell me about rivers"));
    expect(await runToEnd(page)).toBe("parked");
    await nodeCalled(page, "Answer").getByRole("button", { name: "Try now" }).waitFor();
    await expectAccessible(page);
  });

  it("a list with an item that failed, compared answers, their panels and the drawer", async () => {
    const page = await open();
    await connectAccount(stage.app);
    await openGraph(stage.app, page, listAndComparison);
    expect(await runToEnd(page)).toBe("completed");
    await page.getByRole("button", { name: "Show the runs" }).click();
    for (const tab of ["This run", "History", /^Problems/]) {
      await openTab(page, tab);
      await expectAccessible(page);
    }
    await page.getByRole("button", { name: "Close the drawer" }).click();
    for (const title of ["Answer", "Compare", "Check"]) {
      await openInspector(page, title);
      await expectAccessible(page);
    }
    await titleBar(page, "Answer").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Run to here" }).waitFor();
    await expectAccessible(page);
  });

  it("each tab of the setup, with an account and without", async () => {
    const page = await open();
    await page.goto(stage.app.url);
    await openSetup(page, "Providers");
    await expectAccessible(page);
    await closeSetup(page);
    await connectAccount(stage.app);
    await page.reload();
    for (const tab of ["Project", "Providers", "Node defaults"] as const) {
      const setup = await openSetup(page, tab);
      if (tab === "Providers") await setup.getByRole("button", { name: "Disconnect" }).waitFor();
      await expectAccessible(page);
      await closeSetup(page);
    }
  });
});

describe("with the keyboard alone", () => {
  it("a person adds nodes from the palette, writes, and runs", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    await page.goto(app.url);
    await page.getByRole("heading", { name: "What should run today?" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("Prompt");
    await page.getByRole("option", { name: /^Prompt/ }).waitFor();
    await page.keyboard.press("Enter");
    await eventually(() => nodesOn(page).count()).toBe(1);
    await eventually(() => focusName(page)).toBe("Text of Prompt");
    await page.keyboard.type("Tell me about rivers");
    expect(await nodeCalled(page, "Prompt").getByRole("textbox").inputValue()).toBe("Tell me about rivers");

    await tabTo(page, /^Run/);
    await page.keyboard.press("Enter");
    await expectText(nodeCalled(page, "Prompt"), "Done");
  });

  it("a person reaches Run, the setup and the connect dialog from a fresh page by Tab", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Tell me about rivers"));
    await tabTo(page, /^Skip to the canvas/);
    await tabTo(page, /^Project setup/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Project setup" }).waitFor();
    await closeSetup(page);
    await eventually(() => focusName(page), 5_000).toBe("Project setup");
    await tabTo(page, /^Run/);
    await tabTo(page, /^Connect$/);
    await page.keyboard.press("Enter");
    await connectDialog(page).waitFor();
    await tabTo(page, /^Continue with ChatGPT/);
    await page.keyboard.press("Escape");
    await connectDialog(page).waitFor({ state: "detached" });
  });

  it("Tab opens the palette after a press on empty space, and leads on after that", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Tell me about rivers"));
    await page.mouse.click(600, 650);
    await page.keyboard.press("Tab");
    const palette = page.getByRole("dialog", { name: "Add a node or run a command" });
    await palette.waitFor();
    await page.keyboard.press("Escape");
    await palette.waitFor({ state: "detached" });
    await tabTo(page, /^Run/);
  });

  it("a person selects a node, moves it and deletes it", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Tell me about rivers"));
    await page.getByRole("link", { name: "Skip to the canvas" }).focus();
    const node = page.locator(".react-flow__node").first();
    await node.focus();
    await page.keyboard.press("Enter");
    await page.locator(".react-flow__node.selected").waitFor();
    const before = await node.boundingBox();
    await page.keyboard.press("ArrowRight");
    await eventually(async () => (await node.boundingBox())?.x).toBeGreaterThan(before?.x ?? 0);
    await page.keyboard.press("Delete");
    await eventually(() => nodesOn(page).count()).toBe(2);
    expect(await wiresOn(page).count()).toBe(1);
  });
});

/** Presses Tab until what has the focus bears this name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const at = await focusName(page);
    if (name.test(at)) return;
    passed.push(at);
  }
  throw new Error(`Tab never reached ${name}, only: ${passed.join(" | ")}`);
}

function focusName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return "the page itself";
    return (focused.getAttribute("aria-label") ?? focused.textContent).trim();
  });
}
