import type { Locator, Page } from "playwright-core";

/** Goes to a tab of the page or of a part of it. */
export async function openTab(within: Page | Locator, name: string | RegExp): Promise<void> {
  await within.getByRole("tab", { name }).click();
  await within.getByRole("tabpanel", { name }).waitFor();
  // The one before it may still be on its way out.
  await within.locator("[role=tabpanel][data-ending-style]").waitFor({ state: "detached" });
}
