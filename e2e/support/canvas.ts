import type { Locator, Page, Request } from "playwright-core";
import { eventually } from "./eventually";

/** The canvas as a person speaks of it. */

export function nodeCalled(page: Page, title: string): Locator {
  return page.locator(".react-flow__node").getByRole("region", { name: title, exact: true });
}

/** Where a node is taken hold of: its name, which its answer may hold too. */
export function titleBar(page: Page, title: string): Locator {
  return nodeCalled(page, title).locator("header").getByText(title, { exact: true });
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

/** Starts a run in another way, or goes on with one, and returns its address. */
export async function startRunBy(page: Page, press: () => Promise<void>): Promise<string> {
  const taken = page.waitForResponse((response) => startsRun(response.request()));
  await press();
  const response = await taken;
  if (!response.ok()) throw new Error(`The run was refused: ${await response.text()}`);
  const { id } = await response.json();
  return new URL(`/api/runs/${id}`, response.url()).href;
}

/** Runs until the run has ended and the page shows it; the answer is how it ended. */
export async function runToEnd(page: Page): Promise<string> {
  return endOfRun(page, await startRun(page));
}

/** Runs to the end with the cache left aside. */
export async function runAllFresh(page: Page): Promise<string> {
  return endOfRun(page, await startRunBy(page, () => chooseRun(page, "Run all fresh")));
}

/** Presses an item of the menu that a right click on the node opens. */
export async function chooseForNode(page: Page, title: string, item: string): Promise<void> {
  await titleBar(page, title).click({ button: "right" });
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

/** Selects a node by its title bar; the panel with its settings is the answer. */
export async function openInspector(page: Page, title: string): Promise<Locator> {
  await titleBar(page, title).click();
  const inspector = page.getByRole("complementary", { name: "Settings of the selected node" });
  await eventually(() => inspector.getByRole("textbox", { name: "Name", exact: true }).inputValue()).toBe(title);
  return inspector;
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

function startsRun(request: Request): boolean {
  return request.method() === "POST" && /^\/api\/runs(\/[\w-]+\/resume)?$/.test(new URL(request.url()).pathname);
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

/** A field that is written in: until it has the focus, keys are commands of the canvas. */
export function fieldInUse(page: Page): Locator {
  return page.locator("input:focus, textarea:focus");
}

/** Makes a group of the selection. */
export async function groupAs(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+g");
  await fieldInUse(page).waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
}
