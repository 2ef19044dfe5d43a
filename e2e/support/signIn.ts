import type { BrowserContext, Locator, Page } from "playwright-core";
import type { AccountRoute } from "@/types/providers";

/** The dialog that signs in with ChatGPT: for a new account, for one that is back, or to turn plan use on. */
export function connectDialog(page: Page): Locator {
  return page.getByRole("dialog", { name: /^(Connect ChatGPT$|Sign in to |Turn on plan use for )/ });
}

/** The link that leads to a route's page. Route codex is named otherwise where an account signs in again. */
export function signInLink(dialog: Locator, route: AccountRoute): Locator {
  const name =
    route === "siwc" ? "Continue with ChatGPT" : /^(Use a Business, Enterprise or Edu plan|Sign in with ChatGPT)$/;
  return dialog.getByRole("link", { name });
}

/** Presses the link of the dialog and returns the simulated sign-in page in its new tab. */
export async function openSignInTab(
  context: BrowserContext,
  dialog: Locator,
  route: AccountRoute = "codex",
): Promise<Page> {
  const opened = context.waitForEvent("page");
  await signInLink(dialog, route).click();
  return opened;
}

export async function approveAs(tab: Page, person: string): Promise<void> {
  await tab.getByRole("radio", { name: new RegExp(`^${person}`) }).check();
  await tab.getByRole("button", { name: "Approve" }).click();
}

/** The whole way through an open dialog, back to the canvas. */
export async function signInThroughDialog(
  context: BrowserContext,
  page: Page,
  { person = "Ada Plus", route }: { person?: string; route?: AccountRoute } = {},
): Promise<void> {
  const dialog = connectDialog(page);
  const tab = await openSignInTab(context, dialog, route);
  await approveAs(tab, person);
  await tab.getByRole("heading", { name: "You are connected" }).waitFor();
  await finishDialog(dialog, tab);
}

/** Waits until the dialog has turned by itself, and leaves it. */
export async function finishDialog(dialog: Locator, tab?: Page): Promise<void> {
  await dialog.getByRole("heading", { name: "You are connected" }).waitFor();
  // Chromium draws a tab behind another one only now and then.
  await tab?.close();
  await dialog.getByRole("button", { name: "Done" }).click();
  await dialog.waitFor({ state: "detached" });
}
