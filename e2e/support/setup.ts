import type { Locator, Page } from "playwright-core";
import { openTab } from "./tabs";

export type SetupTabName = "Project" | "Providers" | "Tools" | "Node defaults" | "Storage" | "Access";

/** Opens Project setup on one of its tabs. */
export async function openSetup(page: Page, tab: SetupTabName): Promise<Locator> {
  await page.getByRole("button", { name: "Project setup" }).click();
  const dialog = page.getByRole("dialog", { name: "Project setup" });
  await openTab(dialog, tab);
  return dialog;
}

export async function closeSetup(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Project setup" }).waitFor({ state: "detached" });
}

/** Types a key into its field and saves it; the field then says that it is ready. */
export async function saveKey(setup: Locator, provider: string, key: string): Promise<void> {
  const row = setup.getByRole("listitem").filter({ has: setup.page().getByLabel(provider, { exact: true }) });
  await row.getByLabel(provider, { exact: true }).fill(key);
  await row.getByRole("button", { name: "Save" }).click();
  await row.getByText("Ready").waitFor();
}
