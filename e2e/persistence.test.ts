import { describe, expect, it } from "vitest";
import { connectAccount } from "./support/api";
import { drag, expectText, middleOf, nodeCalled, runToEnd, waitUntilSaved } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, readGraph, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

describe("a reload", () => {
  it("keeps what was written, where it stands, and the results of the last run", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    const id = await openGraph(app, page, threeNodes("Tell me about rivers"));
    await nodeCalled(page, "Question").getByRole("textbox").fill("Tell me about lighthouses");
    const title = nodeCalled(page, "Result").getByText("Result", { exact: true });
    const before = await middleOf(title);
    await drag(page, title, { x: before.x + 60, y: before.y + 220 });
    const { x, y } = await middleOf(title);
    expect(y - before.y).toBeGreaterThan(100);
    expect(await runToEnd(page)).toBe("completed");
    const answer = await nodeCalled(page, "Answer").locator(".nowheel").textContent();
    await waitUntilSaved(page);

    await page.reload();
    await expectText(nodeCalled(page, "Result"), /lighthouses/i);
    expect(await nodeCalled(page, "Answer").locator(".nowheel").textContent()).toBe(answer);
    await expectText(nodeCalled(page, "Answer").locator("footer"), /\d tokens.*Plus plan/);
    expect(await nodeCalled(page, "Question").getByRole("textbox").inputValue()).toBe("Tell me about lighthouses");
    expect(await middleOf(title)).toEqual({ x, y });
    const place = (await readGraph(app, id)).layout.nodes.result;
    expect([place?.x, place?.y]).toEqual([800 + x - before.x, 160 + y - before.y]);
  });

  it("right after an edit loses nothing of it", async () => {
    const { app, page } = stage;
    const id = await openGraph(app, page, threeNodes("Before"));
    await nodeCalled(page, "Question").getByRole("textbox").fill("After");
    await page.reload();
    await eventually(() => nodeCalled(page, "Question").getByRole("textbox").inputValue()).toBe("After");
    expect((await readGraph(app, id)).nodes[0]?.data.text).toBe("After");
  });

  it("in the middle of a run shows the run going on to its end", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    app.simulator.control.setSwitches({ latency: { firstTokenMs: 50, tokenMs: 30 } });
    await openGraph(app, page, threeNodes("[long:120] Tell me about rivers"));
    await page.getByRole("banner").getByRole("button", { name: /^Run/ }).click();
    await expectText(nodeCalled(page, "Answer"), "Streaming");
    await page.reload();
    await expectText(nodeCalled(page, "Answer"), "Streaming");
    await expectText(nodeCalled(page, "Result"), /Done.*rivers/i);
  });
});

describe("a second tab", () => {
  it("with an older revision is told, writes over nothing, and can go on from either version", async () => {
    const { app, page, context } = stage;
    const id = await openGraph(app, page, threeNodes("One"));
    const other = await context.newPage();
    await other.goto(page.url());
    await nodeCalled(other, "Question").waitFor();
    await nodeCalled(page, "Question").getByRole("textbox").fill("Written in the first tab");
    await waitUntilSaved(page);

    await nodeCalled(other, "Question").getByRole("textbox").fill("Written in the second tab");
    const notice = other.getByRole("alert").filter({ hasText: "Changed in another tab" });
    await notice.waitFor();
    expect((await readGraph(app, id)).nodes[0]?.data.text).toBe("Written in the first tab");

    await notice.getByRole("button", { name: "Keep mine as a copy" }).click();
    await notice.waitFor({ state: "detached" });
    await waitUntilSaved(other);
    const copyId = new URL(other.url()).searchParams.get("workflow") ?? "";
    expect(copyId).not.toBe(id);
    expect((await readGraph(app, copyId)).nodes[0]?.data.text).toBe("Written in the second tab");
  });

  it("can take over the version of the first one", async () => {
    const { app, page, context } = stage;
    await openGraph(app, page, threeNodes("One"));
    const other = await context.newPage();
    await other.goto(page.url());
    await nodeCalled(other, "Question").waitFor();
    await nodeCalled(page, "Question").getByRole("textbox").fill("Written in the first tab");
    await waitUntilSaved(page);
    await nodeCalled(other, "Question").getByRole("textbox").fill("Written in the second tab");
    await other.getByRole("button", { name: "Load theirs" }).click();
    const text = nodeCalled(other, "Question").getByRole("textbox");
    await eventually(() => text.inputValue()).toBe("Written in the first tab");
  });
});
