import type { Locator, Page } from "playwright-core";
import { nodeCalled, titleBar } from "./canvas";

/** The reader, where it is open. */
export function readerOf(page: Page, title: string): Locator {
  return page.getByRole("dialog", { name: title, exact: true });
}

/** Opens the result of a node by the book in its title bar. */
export async function openReader(page: Page, title: string): Promise<Locator> {
  await titleBar(page, title).hover();
  await nodeCalled(page, title)
    .getByRole("button", { name: `Read ${title}` })
    .click();
  const reader = readerOf(page, title);
  await reader.waitFor();
  return reader;
}
