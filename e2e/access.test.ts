import { describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { connectAccount } from "./support/api";
import { eventually } from "./support/eventually";
import { openGraph, threeNodes } from "./support/graph";
import { openSetup } from "./support/setup";
import { setStage } from "./support/stage";

const stage = setStage();

/** As another program asks: with the key alone. */
const knock = (path: string, key: string) =>
  fetch(stage.app.url + path, { headers: { authorization: `Bearer ${key}` } });

describe("access keys", () => {
  it("are made on the screen, open what they were made for, and open nothing once they are revoked", async () => {
    const { app, page } = stage;
    await connectAccount(app, "ada", { name: "Work" });
    const id = await openGraph(app, page, threeNodes("Tell me about kites"));
    const setup = await openSetup(page, "Access");
    await setup.getByText(/^There is no key/).waitFor();
    await expectAccessible(page, "no access key");
    await setup.getByRole("button", { name: "New key" }).click();
    const form = page.getByRole("dialog", { name: "New access key" });
    await form.getByLabel("Name").fill("Laptop");
    await form.getByLabel("Runs", { exact: true }).check();
    await form.getByRole("radio", { name: "Only these" }).click();
    await form.getByRole("checkbox", { name: /^Work/ }).check();
    await expectAccessible(page, "a new access key");
    await form.getByRole("button", { name: "Make the key" }).click();

    const shown = page.getByRole("dialog", { name: "The key of Laptop" });
    await shown.getByRole("button", { name: "Copy", exact: true }).click();
    const key = await page.evaluate(() => navigator.clipboard.readText());
    expect(key).toMatch(/^pb_[\w-]{43}$/);
    await shown.getByRole("radio", { name: "Start a run" }).click();
    await shown.getByText(`{"workflowId":"${id}"}`).waitFor();
    await expectAccessible(page, "the access key");
    expect((await knock("/api/runs", key)).status).toBe(200);
    expect((await knock("/v1/models", key)).status).toBe(200);
    expect((await knock("/api/settings", key)).status).toBe(403);
    await shown.getByRole("button", { name: "Done" }).click();
    expect(await page.content()).not.toContain(key);

    const row = setup.getByRole("listitem", { name: "Laptop" });
    await row.getByText(/^May spend: Work$/).waitFor();
    await row.getByRole("button", { name: "Revoke Laptop" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
    await setup.getByText(/^There is no key/).waitFor();
    for (const path of ["/api/runs", "/v1/models"]) {
      await eventually(async () => (await knock(path, key)).status).toBe(401);
    }
  });
});
