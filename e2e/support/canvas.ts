import type { Locator, Page, Request } from "playwright-core";
import { eventually } from "./eventually";

/** The canvas as a person speaks of it. */

export function nodeCalled(page: Page, title: string): Locator {
  return page.locator(".react-flow__node").getByRole("region", { name: title, exact: true });
}

/** A port by the beginning of its name, such as "Output text". */
export function portOf(node: Locator, name: string): Locator {
  return node.getByLabel(new RegExp(`^${name}\\b`));
}

export function wiresOn(page: Page): Locator {
  return page.locator(".react-flow__edge");
}

export function nodesOn(page: Page): Locator {
  return page.locator(".react-flow__node");
}

export function runButton(page: Page): Locator {
  return page.getByRole("banner").getByRole("button", { name: /^Run/ });
}

/** Presses Run and returns the run's address, once the server has taken it. */
export function startRun(page: Page): Promise<string> {
  return startRunBy(page, () => runButton(page).click());
}

/** Starts a run in a way of its own and returns the run's address. */
export async function startRunBy(page: Page, press: () => Promise<void>): Promise<string> {
  const created = page.waitForResponse((response) => isNewRun(response.request()));
  await press();
  const response = await created;
  if (response.status() !== 201) throw new Error(`The run was refused: ${await response.text()}`);
  const { id } = await response.json();
  return `${response.url()}/${id}`;
}

/** Runs until the run has ended and the page shows it; the answer is how it ended. */
export async function runToEnd(page: Page): Promise<string> {
  return endOfRun(page, await startRun(page));
}

/** Runs to the end with the cache left aside. */
export async function runAllFresh(page: Page): Promise<string> {
  return endOfRun(page, await startRunBy(page, () => chooseRun(page, "Run all fresh")));
}

/** Presses one of the other ways to run, behind the arrow beside Run. */
export async function chooseRun(page: Page, way: string): Promise<void> {
  await page.getByRole("button", { name: "Other ways to run" }).click();
  await page.getByRole("menuitem", { name: way }).click();
}

export async function endOfRun(page: Page, runUrl: string): Promise<string> {
  const readStatus = async (): Promise<string> => (await (await fetch(runUrl)).json()).status;
  await eventually(readStatus).not.toMatch(/queued|running/);
  await runButton(page).waitFor();
  return readStatus();
}

function isNewRun(request: Request): boolean {
  return request.method() === "POST" && new URL(request.url()).pathname === "/api/runs";
}

/** Presses on `from` and moves onto `to`, without letting go. */
export async function dragOnto(page: Page, from: Locator, to: Locator | { x: number; y: number }): Promise<void> {
  const start = await middleOf(from);
  const end = "x" in to ? to : await middleOf(to);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
  await page.mouse.move(end.x, end.y, { steps: 4 });
}

export async function drag(page: Page, from: Locator, to: Locator | { x: number; y: number }): Promise<void> {
  await dragOnto(page, from, to);
  await page.mouse.up();
}

/** Every edit so far is on the server. */
export async function waitUntilSaved(page: Page): Promise<void> {
  await page
    .getByRole("status")
    .filter({ hasText: /^Saved$/ })
    .waitFor();
}

export async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  await locator.waitFor();
  const box = await locator.boundingBox();
  if (box === null) throw new Error("it cannot be seen");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

export async function expectText(locator: Locator, text: string | RegExp): Promise<void> {
  await eventually(() => locator.textContent()).toMatch(text);
}
