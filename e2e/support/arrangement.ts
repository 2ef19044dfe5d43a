import type { Page } from "playwright-core";
import { nodeCalled } from "./canvas";

export interface Spot {
  x: number;
  y: number;
}

/** Where a node stands on the screen, in whole pixels. */
export async function boxOf(page: Page, title: string): Promise<Spot & { width: number; height: number }> {
  const box = await nodeCalled(page, title).boundingBox();
  if (box === null) throw new Error(`${title} cannot be seen.`);
  return { x: Math.round(box.x), y: Math.round(box.y), width: Math.round(box.width), height: Math.round(box.height) };
}

/** The point of a wire at a part of its way, from 0 to 1, in pixels of the window. */
export function pointOnWire(page: Page, name: string, part = 0.5): Promise<Spot> {
  const wire = page.locator(".react-flow__edge").and(page.getByLabel(name, { exact: true }));
  return wire.locator(".react-flow__edge-interaction").evaluate((element, share) => {
    if (!(element instanceof SVGPathElement)) throw new Error("A wire is a path.");
    const { x, y } = element.getPointAtLength(element.getTotalLength() * share);
    const matrix = element.getScreenCTM();
    if (matrix === null) throw new Error("The wire is not drawn.");
    const point = new DOMPoint(x, y).matrixTransform(matrix);
    return { x: point.x, y: point.y };
  }, part);
}

/**
 * Presses at `from` and moves over the stops, without letting go. The first two pixels tell the drag from a press; what
 * is dragged stays behind by as much.
 */
export async function dragBy(page: Page, from: Spot, ...stops: Spot[]): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 2, from.y);
  for (const { x, y } of stops) await page.mouse.move(x, y, { steps: 4 });
}

/** Takes hold at `from` and goes to and fro, faster than a page under load answers. */
export async function shakeAt(page: Page, from: Spot): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 10, from.y + 6);
  const swings = [1, -1, 1, -1, 1, -1, 1].map((side) => page.mouse.move(from.x + side * 40, from.y + 6));
  await Promise.all(swings);
  await page.mouse.up();
}

export function selectAll(page: Page): Promise<void> {
  return page.keyboard.press("Control+a");
}
