import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { connectAccount } from "./support/api";
import { endOfRun, runButton, startRunBy } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, readGraph, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

async function openPhone(graph: string): Promise<Page> {
  const phone = await stage.openWindow({ width: 360, height: 740, hasTouch: true });
  await phone.goto(`${stage.app.url}/?workflow=${graph}`);
  await runButton(phone).waitFor();
  return phone;
}

/** Nothing is wider than the screen, and the page itself does not scroll. */
async function expectFitting(phone: Page): Promise<void> {
  const rest = await phone.evaluate(() => {
    const page = document.scrollingElement;
    return page === null ? [] : [page.scrollWidth - innerWidth, page.scrollHeight - innerHeight];
  });
  expect(rest).toEqual([0, 0]);
}

const line = (phone: Page, title: string) => phone.getByRole("article", { name: title, exact: true });

describe("on a phone", () => {
  it("a text is changed, the workflow run, and the answer read", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    const id = await openGraph(app, page, threeNodes("Hello"));
    const phone = await openPhone(id);
    await phone.getByRole("heading", { name: "Question", level: 2 }).tap();
    const field = line(phone, "Question").getByRole("textbox", { name: "Text of Question" });
    await field.fill("Tell me about rivers");
    expect(await field.evaluate((element) => getComputedStyle(element).fontSize)).toBe("16px");
    await expectFitting(phone);
    await expectAccessible(phone);

    expect(await endOfRun(phone, await startRunBy(phone, () => runButton(phone).tap()))).toBe("completed");
    await phone.getByRole("heading", { name: "Answer", level: 2 }).tap();
    await line(phone, "Answer").getByRole("button", { name: "Read the result" }).tap();
    const reader = phone.getByRole("dialog", { name: /Answer/ });
    await reader
      .getByText(/rivers/i)
      .first()
      .waitFor();
    await expectFitting(phone);
    await phone.keyboard.press("Escape");
    await reader.waitFor({ state: "detached" });
    await eventually(async () => (await readGraph(app, id)).nodes[0]?.data.text).toBe("Tell me about rivers");
  });

  it("nodes are added, wired, found and deleted, and every target is large enough", async () => {
    const { app, page } = stage;
    const phone = await openPhone(await openGraph(app, page, threeNodes("Hello")));
    await phone.getByRole("button", { name: "Add a node" }).tap();
    await phone.getByRole("combobox", { name: "Add a node or run a command" }).fill("note");
    await phone.getByRole("option", { name: /^Note/ }).first().tap();
    await line(phone, "Note").getByRole("textbox", { name: "Text of Note" }).fill("Remember the milk");

    await phone.getByRole("button", { name: "Find in this workflow" }).tap();
    await phone.getByRole("textbox", { name: /Find/ }).or(phone.getByRole("searchbox")).fill("milk");
    await phone.getByRole("button", { name: "Close", exact: true }).tap();

    await line(phone, "Note").getByRole("button", { name: "What to do with Note" }).tap();
    await phone.getByRole("menuitem", { name: /^Delete/ }).tap();
    await line(phone, "Note").waitFor({ state: "detached" });
    await phone.getByRole("button", { name: "Undo" }).tap();
    await line(phone, "Note").waitFor();

    const small = await phone.evaluate(() =>
      [...document.querySelectorAll("header button:not(.max-sm\\:hidden), [role=toolbar] button, [data-row-button]")]
        .filter((button) => button.getBoundingClientRect().height < 44 || button.getBoundingClientRect().width < 44)
        .map((button) => button.getAttribute("aria-label") ?? button.textContent),
    );
    expect(small).toEqual([]);
    await expectFitting(phone);
  });

  it("a long press opens what can be done, a short one does not", async () => {
    const { app, page } = stage;
    const phone = await openPhone(await openGraph(app, page, threeNodes("Hello")));
    const title = phone.getByRole("heading", { name: "Answer", level: 2 });
    await title.dispatchEvent("touchstart", await touchOn(phone, "Answer"));
    await phone.getByRole("menuitem", { name: "Choose wires…" }).waitFor();
    await title.dispatchEvent("touchend");
    await phone.keyboard.press("Escape");
    await phone.getByRole("menu").waitFor({ state: "detached" });
    await phone.getByRole("heading", { name: "Question", level: 2 }).tap();
    await line(phone, "Question").getByRole("button", { name: "Choose wires…" }).waitFor();
    expect(await phone.getByRole("menu").count()).toBe(0);
  });
});

async function touchOn(phone: Page, title: string) {
  const box = await phone.getByRole("heading", { name: title, level: 2 }).boundingBox();
  const point = { identifier: 0, clientX: (box?.x ?? 0) + 5, clientY: (box?.y ?? 0) + 5 };
  return { touches: [point], changedTouches: [point], targetTouches: [point] };
}
