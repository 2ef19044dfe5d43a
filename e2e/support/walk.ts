import type { Locator, Page } from "playwright-core";
import type { CommandId } from "@/components/commands/commands";
import type { Language } from "@/components/language/languages";
import type { TestApp } from "./app";
import { eventually } from "./eventually";
import type { Words } from "./words";

/** A person's way over all screens, in any language. */
export interface Walk {
  app: TestApp;
  page: Page;
  language: Language;
  /** Called on each screen once it stands there. */
  look: (screen: string) => Promise<void>;
}

/** Does a command by its title, and waits for the dialog that it opens. */
export async function command(page: Page, words: Words, id: CommandId): Promise<Locator> {
  const title = words.commands.titles[id];
  await choose(page, words, title);
  const opened = page.getByRole("dialog").first();
  await opened.waitFor();
  return opened;
}

/** Closes whatever lies over the page. */
export async function leave(page: Page): Promise<void> {
  const over = page.locator("[role=dialog], [role=menu], search");
  await eventually(async () => {
    if ((await over.count()) > 0) await page.keyboard.press("Escape");
    return over.count();
  }).toBe(0);
}

/** Takes the first entry of the palette that has this title. */
export async function choose(page: Page, words: Words, title: string): Promise<void> {
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: words.commands.titles.palette });
  await palette.waitFor();
  await page.keyboard.insertText(title);
  await palette.getByRole("option", { name: title }).first().waitFor();
  await page.keyboard.press("Enter");
  await palette.waitFor({ state: "detached" });
}
