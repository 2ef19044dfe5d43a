import { describe, expect, it } from "vitest";
import { connectAccount } from "./support/api";
import { endOfRun, expectText, nodeCalled, openInspector, runToEnd, startRun } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, planModel, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

describe("an answer that the web was searched for", () => {
  it("lists its sources, numbers them in the text, and is copied with or without them", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    await openGraph(app, page, threeNodes("[search:2] What about rivers?", planModel));
    const inspector = await openInspector(page, "Answer");
    await inspector.getByRole("radio", { name: "Always" }).click();
    await expectText(inspector, "The model has to look things up");
    expect(await runToEnd(page)).toBe("completed");

    // The node, the panel beside it, and the output that the answer goes to.
    const places = [nodeCalled(page, "Answer"), inspector, nodeCalled(page, "Result")];
    for (const place of places) {
      const sources = place.getByRole("region", { name: "Sources" });
      await eventually(() => sources.getByRole("listitem").count()).toBe(2);
      const link = sources.getByRole("link").first();
      expect(await link.getAttribute("href")).toMatch(/^https:\/\/news\.example\.com\//);
      expect([await link.getAttribute("target"), await link.getAttribute("rel")]).toEqual([
        "_blank",
        "noopener noreferrer nofollow",
      ]);
      const marks = place.locator(".markdown .citation a");
      await eventually(() => marks.allTextContents()).toEqual(["1", "2"]);
      expect(await marks.first().getAttribute("href")).toBe(await link.getAttribute("href"));
      await expectText(place.locator(".markdown"), /Page 1 agrees \(news\.example\.com\)1\. Page 2 agrees .*\)2\.$/);
    }

    const answer = nodeCalled(page, "Answer");
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await answer.locator(".markdown").hover();
    await answer.getByRole("button", { name: "Copy", exact: true }).click();
    await eventually(copied).toMatch(/Page 2 agrees \(\[www\.example\.org\]\(https:[^)]+\)\)\.$/);
    await answer.getByRole("button", { name: "Copy with sources" }).click();
    await eventually(copied).toMatch(/\nSources:\n\n1\. \[.+\]\(<https:.+>\)\n2\. /);

    await inspector.getByRole("button", { name: "Edit", exact: true }).click();
    await inspector.getByRole("textbox", { name: "The kept result" }).fill("Other words.");
    await inspector.getByRole("button", { name: "Keep these words" }).click();
    await expectText(answer.locator(".markdown"), /^Other words\.$/);
    expect(await answer.getByRole("region", { name: "Sources" }).getByRole("listitem").count()).toBe(2);
  });

  it("says so where no search was made although one was asked for", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    await openGraph(
      app,
      page,
      threeNodes("[no-search] What about rivers?", { ...planModel, webSearch: { required: true } }),
    );
    expect(await runToEnd(page)).toBe("completed");
    await expectText(nodeCalled(page, "Answer"), /search/i);
    expect(await nodeCalled(page, "Answer").getByRole("region", { name: "Sources" }).count()).toBe(0);
  });
});

describe("what a model tells of its thinking", () => {
  it("is folded above the answer, unfolds by key while it comes, and is there after a reload", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    app.simulator.control.setSwitches({ latency: { firstTokenMs: 100, tokenMs: 250 } });
    await openGraph(app, page, threeNodes("Tell me about rivers", { ...planModel, reasoningEffort: "high" }));
    const inspector = await openInspector(page, "Answer");
    await inspector.getByRole("switch", { name: "Show reasoning" }).click();

    const run = await startRun(page);
    const answer = nodeCalled(page, "Answer");
    await answer.locator("summary", { hasText: "Thinking…" }).press("Enter");
    const thoughts = answer.locator("details .nowheel");
    await expectText(thoughts, /\*\*Reading the request\*\*.*rivers/s);
    await expectText(answer, "Streaming");
    expect(await endOfRun(page, run)).toBe("completed");
    await expectText(answer.locator("summary"), /^Thought for .+ s$/);
    await expectText(thoughts.locator("strong"), "Reading the request");
    const told = await thoughts.textContent();

    await page.reload();
    await expectText(answer.locator("summary"), /^Thought for .+ s$/);
    expect(await thoughts.count()).toBe(0);
    await answer.locator("summary").click();
    await eventually(() => thoughts.textContent()).toBe(told);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectText(page.getByRole("listitem").filter({ hasText: "Answer" }).locator("summary"), /Thought/);
  });
});
