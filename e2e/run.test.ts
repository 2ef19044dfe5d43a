import { describe, expect, it } from "vitest";
import { connectAccount } from "./support/api";
import { endOfRun, expectText, nodeCalled, runToEnd, startRun } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, planModel, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

describe("a run of three nodes", () => {
  it("shows the answer as it grows, hands it on, and says what it took and who paid", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    await openGraph(app, page, threeNodes("[long:120] Tell me about rivers"));
    app.simulator.control.setSwitches({ latency: { firstTokenMs: 50, tokenMs: 40 } });
    const answer = nodeCalled(page, "Answer");
    const result = nodeCalled(page, "Result");

    const run = await startRun(page);
    await expectText(answer, "Streaming");
    const lengths = new Set<number>();
    const text = answer.locator(".nowheel");
    await eventually(async () => lengths.add((await text.textContent())?.length ?? 0).size).toBeGreaterThan(4);
    await expectText(answer, "Streaming");
    await expectText(result, "Waits for Answer");

    expect(await endOfRun(page, run)).toBe("completed");
    await expectText(page.getByRole("status").filter({ hasText: "Run completed" }), /Answer: Done|Result: Done/);
    await expectText(answer.locator("footer"), /\d s.*\d tokens.*Plus plan/);
    const whole = (await text.textContent()) ?? "";
    expect(whole.length).toBeGreaterThan(Math.max(...[...lengths].slice(0, -1)));
    await expectText(result.locator("strong").first(), "1.");

    await result.locator(".nowheel").hover();
    await result.getByRole("button", { name: "Copy" }).click();
    await result.getByRole("button", { name: "Copied" }).waitFor();
    const { outputs } = await (await fetch(run)).json();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(outputs.result);
  });

  it("follows the end of a long answer until its reader scrolls away, and again after End", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    await openGraph(app, page, threeNodes("[long:4000] Tell me about rivers"));
    app.simulator.control.setSwitches({ latency: { firstTokenMs: 20, tokenMs: 10 } });
    await startRun(page);
    const box = nodeCalled(page, "Answer").locator(".nowheel");
    const beginning = /^\*\*1\.\*\*/;
    const isWhole = async () => beginning.test((await box.textContent()) ?? "");
    const isEndSeen = () =>
      box.evaluate((element) => {
        const [seen, caret] = [element, element.querySelector(".caret")].map((part) => part?.getBoundingClientRect());
        return seen !== undefined && caret !== undefined && caret.top > seen.top && caret.bottom <= seen.bottom + 1;
      });
    await expectText(box, beginning);
    await eventually(isWhole).toBe(false);
    expect(await isEndSeen()).toBe(true);

    await box.hover();
    await page.mouse.wheel(0, -80);
    await eventually(isWhole).toBe(true);
    const read = () => box.evaluate(({ scrollTop, textContent }) => ({ scrollTop, length: textContent?.length ?? 0 }));
    const grow = async () => {
      const { length } = await read();
      await eventually(async () => (await read()).length).toBeGreaterThan(length + 200);
      return (await read()).scrollTop;
    };
    const place = await grow();
    expect(await grow()).toBe(place);

    await box.press("End");
    await eventually(isWhole).toBe(false);
    expect(await isEndSeen()).toBe(true);
    await page.getByRole("banner").getByRole("button", { name: /^Stop/ }).click();
    await expectText(nodeCalled(page, "Answer"), "Stopped");
  });

  it("that meets the plan's limit says when it resets and lets the person try again", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    await openGraph(app, page, threeNodes("[usage-limit-once:7200] Tell me about rivers"));
    const startedAt = Date.now();
    const run = await startRun(page);
    expect(await endOfRun(page, run)).toBe("parked");
    const answer = nodeCalled(page, "Answer");
    await expectText(answer, new RegExp(`Parked until .*(${clockTimes(startedAt + 7_200_000).join("|")})`));
    await expectText(answer, "It goes on by itself; what is done stays.");

    app.simulator.control.reset();
    await answer.getByRole("button", { name: "Try now" }).click();
    await expectText(nodeCalled(page, "Result"), /rivers/i);
    expect(await endOfRun(page, run)).toBe("completed");
  });

  it("keeps what arrived when the answer breaks off, and says so", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    await openGraph(app, page, threeNodes("[cut-quietly] Tell me about rivers"));
    expect(await runToEnd(page)).toBe("failed");
    const answer = nodeCalled(page, "Answer");
    await expectText(answer.getByRole("alert"), "The answer broke off");
    await answer.getByRole("alert").getByRole("button", { name: "Try again" }).waitFor();
    await expectText(answer.locator(".nowheel").first(), /\w+ \w+/);
  });

  it("is not started when it cannot run, and leads to the node that stands in its way", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    await openGraph(app, page, {
      nodes: [{ id: "lonely", title: "Lonely", type: "llmGenerate", at: [200, 200], data: { ...planModel } }],
    });
    await page.getByRole("banner").getByRole("button", { name: /^Run/ }).click();
    await page.getByText("The run could not start").waitFor();
    await page.getByRole("button", { name: "Show me" }).click();
    await page.locator(".react-flow__node.selected").waitFor();
  });
});

describe("Stop", () => {
  it("closes the upstream's stream within a second and keeps the nodes that have finished", async () => {
    const { app, page } = stage;
    await connectAccount(app);
    const { counters } = app.simulator;
    const abortedBefore = counters.abortedStreams;
    const llm = { type: "llmGenerate", data: { ...planModel } };
    await openGraph(app, page, {
      nodes: [
        { id: "ask", type: "prompt", title: "Question", at: [20, 60], data: { text: "Tell me about bridges" } },
        { id: "first", title: "First", at: [320, 60], ...llm },
        { id: "more", type: "prompt", title: "More", at: [620, 60], data: { text: "[stall:600] {{text}}" } },
        { id: "second", title: "Second", at: [920, 60], ...llm },
      ],
      wires: ["ask.text > first.prompt", "first.text > more.text", "more.text > second.prompt"],
    });
    const run = await startRun(page);
    await expectText(nodeCalled(page, "Second"), "Streaming");
    expect(counters.openStreams).toBe(1);

    const cancelled = page.waitForResponse((response) => response.url().endsWith("/cancel"));
    await page.getByRole("button", { name: "Stop" }).click();
    await cancelled;
    await eventually(() => counters.openStreams, 1_000).toBe(0);
    expect(counters.abortedStreams - abortedBefore).toBe(1);

    expect(await endOfRun(page, run)).toBe("cancelled");
    await expectText(nodeCalled(page, "First"), "Done");
    await expectText(nodeCalled(page, "First").locator(".nowheel"), /bridges/i);
    await expectText(nodeCalled(page, "Second").locator(".nowheel"), /\w+/);
  });
});

/** `14:05` for a moment, and for the minutes beside it. */
function clockTimes(atMs: number): string[] {
  return [-60_000, 0, 60_000].map((offset) =>
    new Date(atMs + offset).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }),
  );
}
