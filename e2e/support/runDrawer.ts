import type { Locator, Page } from "playwright-core";
import { openTab } from "./tabs";

/** Opens the drawer under the canvas on one of its tabs. */
export async function openDrawer(
  page: Page,
  tab: "This run" | "History" | "Problems" | "Inbox" | "All workflows" = "This run",
): Promise<Locator> {
  const drawer = page.getByRole("region", { name: "Runs", exact: true });
  if (!(await drawer.isVisible())) await page.getByRole("button", { name: "Show the runs" }).click();
  await openTab(drawer, tab);
  return drawer;
}
