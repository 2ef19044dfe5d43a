import { describe, expect, it } from "vitest";
import type { NightShift } from "@/types/nightShift";
import { expectAccessible } from "./support/accessibility";
import { callApi, connectAccount } from "./support/api";
import { eventually } from "./support/eventually";
import { addGraph, openGraph, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();

const clockIn = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16);
const night = () => callApi<NightShift>(stage.app, "GET", "/api/night-shift");

describe("the night shift", () => {
  it("takes the workflow that is open, says what becomes of it, and does so again after a change", async () => {
    const { app, page } = stage;
    const account = await connectAccount(app, "ada", { name: "Work" });
    // Whenever this runs, the night is hours away.
    const hours = { from: clockIn(6), to: clockIn(10) };
    await callApi(app, "PUT", "/api/night-shift", { hours, timeZone: "UTC", longWindows: "whole" });
    const other = await addGraph(app, { ...threeNodes("Tell me about lakes"), name: "Lakes" });
    await callApi(app, "POST", "/api/triggers", { kind: "spare", workflowId: other, repeat: true });
    await openGraph(app, page, { ...threeNodes("Tell me about {{what}}"), name: "Rivers" });

    await page.getByRole("button", { name: "Other ways to run" }).click();
    await page.getByRole("menuitem", { name: "Add to the night shift…" }).click();
    const dialog = page.getByRole("dialog", { name: "Night shift" });
    await dialog.getByRole("textbox", { name: "what" }).fill("rivers");
    await dialog.getByRole("button", { name: "Add to the queue" }).click();
    const queue = dialog.getByRole("list", { name: "Queue" }).getByRole("listitem");
    await eventually(() => queue.count()).toBe(2);
    await dialog.getByText(/^Tonight 2 runs: “Lakes” at .+ on Work and “Rivers” at .+ on Work\.$/).waitFor();
    await expectAccessible(page);

    await dialog.getByRole("button", { name: /^Rivers: Drag/ }).press("Alt+ArrowUp");
    await eventually(async () => (await night()).queue.map(({ workflowName }) => workflowName)).toEqual([
      "Rivers",
      "Lakes",
    ]);
    await dialog.getByRole("slider").focus();
    await page.keyboard.press("End");
    await dialog.getByText("Tonight nothing starts. Below each entry stands why.").waitFor();
    expect((await night()).plan).toMatchObject([
      { state: "waits", reason: "too_large", account: account.id },
      { state: "waits", reason: "too_large" },
    ]);
    await dialog.getByRole("button", { name: "Take “Lakes” out of the queue" }).click();
    await eventually(() => queue.count()).toBe(1);
  });
});
