import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { connectAccount } from "../support/api";
import type { TestApp } from "../support/app";
import { nodeCalled } from "../support/canvas";
import { addGraph, openGraph } from "../support/graph";
import { manyTowns, reviews } from "./listSketches";
import { letter, monthReport, productCopy, twoModels } from "./sketches";

/** What is done again and again on the way to a picture. */

export async function showAll(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Fit to screen" }).click();
  await page.mouse.move(0, 0);
}

export async function pressInMenu(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "Workflow menu" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** Several workflows are there, and one of them is open, in a page of any language. */
export async function openDocuments(app: TestApp, page: Page): Promise<void> {
  await connectAccount(app, "ada", { name: "Work" });
  for (const sketch of [manyTowns, monthReport, reviews, letter, twoModels]) await addGraph(app, sketch);
  await page.goto(`${app.url}/?workflow=${await addGraph(app, productCopy)}`);
  await page.locator(".react-flow__node").nth(7).waitFor();
}

/** The table of forty reviews, of which two failed. */
export async function openReviewTable(app: TestApp, page: Page): Promise<Locator> {
  await connectAccount(app, "ada", { name: "Work" });
  const { setSwitches, failNext } = app.simulator.control;
  setSwitches({ latency: { firstTokenMs: 0, tokenMs: 0 } });
  failNext({
    ...{ path: "/backend-api/codex/responses", times: 2, status: 400 },
    body: { detail: "This request was declined." },
  });
  await openGraph(app, page, reviews);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Run 80 calls" }).click();
  await nodeCalled(page, "Replies").getByRole("button", { name: "Open as a table" }).waitFor();
  await nodeCalled(page, "Sort").getByRole("button", { name: "Open as a table" }).click();
  const table = page.getByRole("dialog", { name: "Rows of Sort" });
  await table.getByRole("gridcell").first().waitFor();
  return table;
}

/** A file of `public/samples` as an asset. */
export async function openSample(app: TestApp, name: string): Promise<object> {
  const body = new Uint8Array(await readFile(`public/samples/${name}`));
  const answer = await fetch(`${app.url}/api/assets`, {
    ...{ method: "POST", headers: { "content-type": "image/png" }, body },
  });
  return await answer.json();
}
