import type { Locator, Page } from "playwright-core";

/** Opens the drawer under the canvas on one of its tabs. */
export async function openDrawer(
  page: Page,
  tab: "This run" | "History" | "Problems" | "Inbox" | "All workflows" = "This run",
): Promise<Locator> {
  const drawer = page.getByRole("region", { name: "Runs", exact: true });
  if (!(await drawer.isVisible())) await page.getByRole("button", { name: "Show the runs" }).click();
  await drawer.getByRole("tab", { name: tab }).click();
  return drawer;
}
