import type { BrowserContext, Locator, Page } from "playwright-core";

/** The dialog that signs in with ChatGPT. */
export function connectDialog(page: Page): Locator {
  return page.getByRole("dialog", { name: "Connect ChatGPT" });
}

/** Presses the link of the dialog and returns the simulated sign-in page in its new tab. */
export async function openSignInTab(context: BrowserContext, dialog: Locator): Promise<Page> {
  const opened = context.waitForEvent("page");
  await dialog.getByRole("link", { name: "Continue with ChatGPT" }).click();
  return opened;
}

export async function approveAs(tab: Page, person: string): Promise<void> {
  await tab.getByRole("radio", { name: new RegExp(`^${person}`) }).check();
  await tab.getByRole("button", { name: "Approve" }).click();
}

/** The whole way through an open dialog, back to the canvas. */
export async function signInThroughDialog(context: BrowserContext, page: Page, person = "Ada Plus"): Promise<void> {
  const dialog = connectDialog(page);
  const tab = await openSignInTab(context, dialog);
  await approveAs(tab, person);
  await tab.getByRole("heading", { name: "You are connected" }).waitFor();
  await dialog.getByRole("heading", { name: "You are connected" }).waitFor();
  // Chromium draws a tab behind another one only now and then.
  await tab.close();
  await dialog.getByRole("button", { name: "Done" }).click();
}
