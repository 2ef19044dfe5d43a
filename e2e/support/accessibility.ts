import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const SMALLEST_TEXT_PX = 12;

/** No serious or critical finding of axe, and no text that is too small to read. `screen` names it in a failure. */
export async function expectAccessible(page: Page, screen = ""): Promise<void> {
  // Colours are judged as they stand in the end, not on the way there. What follows a scroll bar never ends.
  await page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter(
        ({ effect, timeline }) =>
          timeline instanceof DocumentTimeline && effect?.getComputedTiming().endTime !== Infinity,
      );
    // One whose element is taken away is cancelled, which is an end as well.
    return Promise.allSettled(ending.map(({ finished }) => finished)).then(() => undefined);
  });
  const { violations, passes } = await new AxeBuilder({ page }).analyze();
  expect(passes.length).toBeGreaterThan(5);
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(
    grave.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => ({ id, target, failureSummary }))),
    screen,
  ).toEqual([]);
  expect(await smallTexts(page), screen).toEqual([]);
}

function smallTexts(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode;
      // Formulas have blanks of no width in them.
      const isBlank = !textContent?.replaceAll("\u200b", "").trim();
      if (parentElement === null || isBlank || !parentElement.checkVisibility()) continue;
      const size = Number.parseFloat(getComputedStyle(parentElement).fontSize);
      if (size < least) found.push(`${size} px: ${textContent?.trim()}`);
    }
    for (const field of document.querySelectorAll("input, textarea, select")) {
      const size = Number.parseFloat(getComputedStyle(field).fontSize);
      if (size < least) found.push(`${size} px: field ${field.getAttribute("aria-label")}`);
    }
    return found;
  }, SMALLEST_TEXT_PX);
}
