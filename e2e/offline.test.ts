import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { callApi } from "./support/api";
import { nodeCalled, titleBar, waitUntilSaved } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, readGraph, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

const question = (page: Page) => nodeCalled(page, "Question").getByRole("textbox");
const keptHere = (page: Page) => page.getByRole("status").filter({ hasText: "Kept in this browser" });

async function savedText(id: string): Promise<unknown> {
  return (await readGraph(stage.app, id)).nodes[0]?.data.text;
}

describe("while the server is away", () => {
  it("edits are kept in the browser, and saved when it is back", async () => {
    const { app, page, context } = stage;
    const id = await openGraph(app, page, threeNodes("Before"));
    await context.setOffline(true);
    await question(page).fill("Written without a server");
    await keptHere(page).waitFor();
    await context.setOffline(false);
    await waitUntilSaved(page);
    expect(await savedText(id)).toBe("Written without a server");
  });

  it("edits outlive the page that they were made in", async () => {
    const { app, page, context } = stage;
    const id = await openGraph(app, page, threeNodes("Before"));
    await context.setOffline(true);
    await question(page).fill("Written without a server");
    await keptHere(page).waitFor();
    await page.close();
    await context.setOffline(false);
    expect(await savedText(id)).toBe("Before");

    const next = await context.newPage();
    await next.goto(`${app.url}/?workflow=${id}`);
    await eventually(() => question(next).inputValue()).toBe("Written without a server");
    await eventually(() => savedText(id)).toBe("Written without a server");
  });

  it("a page that comes back to something newer asks, and loses neither", async () => {
    const { app, page, context } = stage;
    const id = await openGraph(app, page, threeNodes("Before"));
    await context.setOffline(true);
    await question(page).fill("Mine");
    await keptHere(page).waitFor();
    await page.close();
    await context.setOffline(false);
    const graph = await readGraph(app, id);
    const [first, ...others] = graph.nodes;
    const nodes = [{ ...first, data: { text: "Theirs" } }, ...others];
    await callApi(app, "PUT", `/api/workflows/${id}`, { ...graph, nodes });

    const next = await context.newPage();
    await next.goto(`${app.url}/?workflow=${id}`);
    const notice = next.getByRole("alert").filter({ hasText: "Changed in another tab" });
    await notice.getByRole("button", { name: "Compare" }).click();
    const dialog = next.getByRole("dialog", { name: "Theirs and yours" });
    await eventually(() => dialog.locator("del, ins").allTextContents()).toEqual(["Theirs", "Mine"]);
    await expectAccessible(next);
    await dialog.getByRole("button", { name: "Keep mine", exact: true }).click();
    await eventually(() => savedText(id)).toBe("Mine");
    const { versions } = await callApi<{ versions: { version: string }[] }>(
      app,
      "GET",
      `/api/workflows/${id}/versions`,
    );
    const theirs = await callApi<{ nodes: { data: { text?: string } }[] }>(
      app,
      "GET",
      `/api/workflows/${id}/versions/${versions[0]?.version}`,
    );
    expect(theirs.nodes[0]?.data.text).toBe("Theirs");
  });
});

describe("undo", () => {
  it("goes on after a reload", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("One"));
    await question(page).fill("Two");
    await waitUntilSaved(page);
    // The steps are written a moment after the last of them.
    await eventually(() => keptHistories(page)).toEqual([1]);
    await page.reload();
    await eventually(() => question(page).inputValue()).toBe("Two");
    await page.locator(".react-flow__pane").click({ position: { x: 20, y: 400 } });
    await page.keyboard.press("Control+z");
    await eventually(() => question(page).inputValue()).toBe("One");
    await page.keyboard.press("Control+Shift+z");
    await eventually(() => question(page).inputValue()).toBe("Two");
  });

  it("inside a text is the text's own", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("One"));
    await titleBar(page, "Answer").click();
    await page.keyboard.press("ArrowDown");
    await question(page).click();
    await page.keyboard.press("End");
    // At once: on a busy computer the browser makes several steps of slow letters.
    await page.keyboard.insertText(" and two");
    await page.keyboard.press("Control+z");
    await eventually(() => question(page).inputValue()).toBe("One");
    const moved = await nodeCalled(page, "Answer").boundingBox();
    await page.keyboard.press("Control+z");
    expect(await nodeCalled(page, "Answer").boundingBox()).toEqual(moved);
  });
});

/** How many steps are kept of each document. */
function keptHistories(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const opened = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await opened(indexedDB.open("patchbay"));
    if (!database.objectStoreNames.contains("kept")) return [];
    const store = database.transaction("kept").objectStore("kept");
    const keys = (await opened(store.getAllKeys())).filter((key) => String(key).startsWith("history:"));
    const all = await Promise.all(keys.map((key) => opened(store.get(key))));
    database.close();
    return all.map(({ past }) => past.length);
  });
}

describe("two tabs on one workflow", () => {
  it("tell each other at once, and one that changed nothing takes what the other saved", async () => {
    const { app, page, context } = stage;
    await openGraph(app, page, threeNodes("One"));
    const other = await context.newPage();
    await other.goto(page.url());
    await nodeCalled(other, "Question").waitFor();
    await question(page).fill("Written in the first tab");
    const notice = other.getByRole("alert").filter({ hasText: "You have changed nothing here since" });
    await notice.getByRole("button", { name: "Load theirs" }).click();
    await eventually(() => question(other).inputValue()).toBe("Written in the first tab");
    await notice.waitFor({ state: "detached" });
  });

  it("say that the workflow was deleted in another browser, and keep what is here", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, threeNodes("One"));
    await callApi(app, "DELETE", `/api/workflows/${id}`, {});
    await question(page).fill("Still here");
    const notice = page.getByRole("alert").filter({ hasText: "Deleted elsewhere" });
    await notice.getByRole("button", { name: "Keep mine as a copy" }).click();
    await notice.waitFor({ state: "detached" });
    await waitUntilSaved(page);
    const copy = new URL(page.url()).searchParams.get("workflow") ?? "";
    expect(copy).not.toBe(id);
    expect(await savedText(copy)).toBe("Still here");
  });
});
