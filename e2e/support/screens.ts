import type { Page } from "playwright-core";
import { connectAccount } from "./api";
import { nodeCalled, startRunBy, titleBar } from "./canvas";
import { accessScreens, doorScreens } from "./doorScreens";
import { eventually } from "./eventually";
import { addGraph, type GraphSketch, planModel } from "./graph";
import { openTab } from "./tabs";
import { choose, command, leave, type Walk } from "./walk";
import { type Words, wordsOf } from "./words";

const report =
  "# Animals\n\n## Cats\n\nThey sleep a lot.\n\n```js\nconst cat = 1;\n```\n\n## Dogs\n\n| a | b |\n|---|---|\n| 1 | 2 |";

/** A list of which an item fails, compared answers, a long text, and a node of most other kinds. */
const allKinds: GraphSketch = {
  name: "Animals and kites",
  zoom: 0.7,
  nodes: [
    { id: "list", type: "list", title: "Animals", at: [40, 120], data: { text: "cat\n[400] dog", split: "lines" } },
    { id: "answer", type: "llmGenerate", title: "Zebra answer", at: [400, 100], data: planModel },
    { id: "all", type: "output", title: "All", at: [760, 100], data: { name: "all" } },
    { id: "ask", type: "prompt", title: "Question", at: [40, 460], data: { text: "Tell me about kites" } },
    { id: "check", type: "condition", title: "Zebra check", at: [40, 660], data: { test: "contains", value: "x" } },
    {
      id: "compare",
      type: "compare",
      title: "Zebra compare",
      at: [400, 460],
      data: { variants: [planModel, planModel] },
    },
    { id: "both", type: "output", title: "Both", at: [760, 460], data: { name: "both" } },
    { id: "text", type: "prompt", title: "Text", at: [40, 860], data: { text: report } },
    { id: "long", type: "output", title: "Zebra report", at: [400, 860], data: { name: "report", format: "markdown" } },
    { id: "picture", type: "imageInput", title: "Picture", at: [760, 860], data: {}, off: "muted" },
  ],
  wires: [
    "list.items > answer.prompt",
    "answer.text > all.value",
    "ask.text > check.value",
    "ask.text > compare.prompt",
    "compare.results > both.value",
    "text.text > long.value",
  ],
};

export async function walkScreens(walk: Walk): Promise<void> {
  await firstScreens(walk);
  await connectAccount(walk.app, "ada", { name: "Work" });
  const id = await addGraph(walk.app, allKinds);
  await walk.page.goto(`${walk.app.url}/?workflow=${id}`);
  await nodeCalled(walk.page, "Zebra answer").waitFor();
  await canvasScreens(walk);
  await drawerScreens(walk);
  await resultScreens(walk);
  await dialogScreens(walk);
  await doorScreens(walk, id);
}

async function firstScreens({ app, page, language, look }: Walk): Promise<void> {
  const words = wordsOf[language];
  await page.goto(app.url);
  await page.getByRole("heading", { name: words.shell.empty.title }).waitFor();
  await page.getByRole("button", { name: words.shell.empty.connect }).waitFor();
  await look("empty canvas");
  await page.getByRole("button", { name: words.shell.empty.connect }).click();
  await page.getByRole("dialog").getByRole("link").first().waitFor();
  await look("connect");
  await leave(page);
}

async function canvasScreens({ page, language, look }: Walk): Promise<void> {
  const words = wordsOf[language];
  await run(page, words);
  await run(page, words);
  await nodeCalled(page, "Zebra answer").getByText(words.nodes.statuses.done).first().waitFor();
  await look("run with a failure");
  // It may stand over a node in a window this small.
  await page.getByRole("button", { name: words.outcome.dismiss }).click();
  await goTo(page, words, "Zebra answer");
  await titleBar(page, "Zebra answer").click({ button: "right" });
  await page.getByRole("menuitem").first().waitFor();
  await look("menu of a node");
  await leave(page);
  for (const name of [words.shell.menu.label, words.shell.runMenu, words.shell.language]) {
    await page.getByRole("button", { name, exact: true }).click();
    await page.getByRole("menuitem").first().waitFor();
    await look(`menu ${name}`);
    await leave(page);
  }
  await page.keyboard.press("Control+f");
  await page.getByRole("textbox", { name: words.find.label }).fill("kite");
  await page.getByRole("button", { name: words.find.next }).and(page.locator(":enabled")).waitFor();
  await look("find");
  await leave(page);
  for (const title of ["Zebra answer", "Zebra compare", "Zebra check"]) {
    await goTo(page, words, title);
    await look(`panel of ${title}`);
  }
}

async function drawerScreens({ page, language, look }: Walk): Promise<void> {
  const { drawer: words, runs } = wordsOf[language];
  const drawer = page.getByRole("region", { name: words.label, exact: true });
  await page.getByRole("button", { name: runs.openDrawer }).click();
  for (const tab of Object.values(words.tabs)) {
    await openTab(drawer, tab);
    await look(`drawer, ${tab}`);
  }
  await openTab(drawer, words.tabs.history);
  for (const box of await drawer.getByRole("checkbox").all()) await box.check();
  await drawer.getByRole("button", { name: words.history.compare }).click();
  await page.getByRole("dialog").waitFor();
  await look("compared runs");
  await leave(page);
  await drawer.getByRole("button", { name: words.close }).click();
}

async function resultScreens({ page, language, look }: Walk): Promise<void> {
  const words = wordsOf[language];
  await goTo(page, words, "Zebra report");
  await page.keyboard.press("Enter");
  const reader = page.getByRole("dialog", { name: "Zebra report", exact: true });
  await reader.getByRole("heading", { name: "Dogs" }).waitFor();
  await look("reader");
  await reader.getByRole("button", { name: words.reader.past.open }).click();
  await reader.getByLabel(words.reader.past.list).getByRole("button").first().waitFor();
  await look("earlier results");
  await leave(page);
  await goTo(page, words, "Zebra answer");
  await nodeCalled(page, "Zebra answer").getByRole("button", { name: words.nodes.items.openTable.hint }).press("Enter");
  await page.getByRole("grid").getByRole("gridcell").first().waitFor();
  await look("table");
  await page.getByRole("grid").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: words.table.row.input }).waitFor();
  await look("row of the table");
  await leave(page);
}

async function dialogScreens({ page, language, look }: Walk): Promise<void> {
  const words = wordsOf[language];
  await page.keyboard.press("Control+k");
  await page.getByRole("option").first().waitFor();
  await look("palette");
  await leave(page);
  for (const id of [
    "openWorkflow",
    "shortcuts",
    "versions",
    "bin",
    "pictureOfCanvas",
    "describe",
    "templates",
  ] as const) {
    await command(page, words, id);
    await look(id);
    await leave(page);
  }
  await command(page, words, "setupProject");
  const setup = page.getByRole("dialog", { name: words.setup.title });
  for (const tab of Object.values(words.setup.tabs)) {
    await openTab(setup, tab);
    await look(`setup, ${tab}`);
  }
  await openTab(setup, words.setup.tabs.providers);
  await setup.getByRole("button", { name: words.setup.servers.add }).click();
  await page.getByRole("dialog").last().getByRole("textbox").first().waitFor();
  await look("a server");
  await page.keyboard.press("Escape");
  await accessScreens({ page, language, look });
  await leave(page);
  await page.getByRole("button", { name: words.start.title, exact: true }).click();
  await page.getByRole("heading", { name: words.start.recent }).waitFor();
  await look("start");
}

/** Selects a node by its name, as nobody needs to see it for. */
async function goTo(page: Page, words: Words, title: string): Promise<void> {
  await choose(page, words, title);
  const name = page.getByRole("textbox", { name: words.inspector.name, exact: true });
  await eventually(() => name.inputValue()).toBe(title);
}

/** Runs by the keys, which are the same in every language, until the run has ended. */
async function run(page: Page, words: Words): Promise<void> {
  const url = await startRunBy(page, () => page.keyboard.press("Control+Enter"));
  await eventually(async () => (await (await fetch(url)).json()).status).not.toMatch(/queued|running/);
  await page
    .getByRole("banner")
    .getByRole("button", { name: new RegExp(`^${words.shell.run}( ?Ctrl| ?⌘|$)`) })
    .waitFor();
}
