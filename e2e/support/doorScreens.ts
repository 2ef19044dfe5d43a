import type { Locator } from "playwright-core";
import { nodeCalled } from "./canvas";
import { openTab } from "./tabs";
import { command, leave, type Walk } from "./walk";
import { wordsOf } from "./words";

/** How a workflow is used without its canvas: offered, started by itself, by night, and on its page. */
export async function doorScreens({ app, page, language, look }: Walk, workflow: string): Promise<void> {
  const words = wordsOf[language];
  await page.goto(`${app.url}/?workflow=${workflow}`);
  await nodeCalled(page, "Zebra answer").waitFor();
  for (const id of ["offer", "nightShift"] as const) {
    const dialog = await command(page, words, id);
    await dialog.getByRole("switch").first().waitFor();
    await look(id);
    await leave(page);
  }
  const night = await command(page, words, "addToNightShift");
  await night.getByRole("button", { name: words.night.queue.addNow }).waitFor();
  await look("a workflow for the night shift");
  await night.getByRole("button", { name: words.night.queue.addNow }).click();
  await night.getByRole("list", { name: words.night.queue.title }).getByRole("listitem").waitFor();
  await look("queue of the night shift");
  await leave(page);
  await triggerScreens({ page, language, look, dialog: await command(page, words, "triggers") });
  await leave(page);
  await page.goto(`${app.url}/run/${workflow}`);
  await page.getByRole("button", { name: words.runPage.run, exact: true }).waitFor();
  await look("page of a workflow");
}

async function triggerScreens({
  page,
  language,
  look,
  dialog,
}: Omit<Walk, "app"> & { dialog: Locator }): Promise<void> {
  const { triggers: words } = wordsOf[language];
  for (const add of [words.addSchedule, words.addHook]) {
    await dialog.getByRole("button", { name: add }).click();
    await dialog.getByLabel(words.form.name, { exact: true }).fill("Morning");
    await look(add);
    await dialog.getByRole("button", { name: words.form.make }).click();
    await dialog.getByLabel(words.form.name, { exact: true }).waitFor({ state: "detached" });
  }
  await page.getByLabel(words.secret.secret, { exact: true }).waitFor();
  await look("secret of a hook");
  await dialog.getByRole("button", { name: words.secret.done }).click();
  await dialog.getByRole("listitem").nth(1).waitFor();
  await look("triggers");
}

/** A key for other programs; in Project setup, which stands open. */
export async function accessScreens({ page, language, look }: Omit<Walk, "app">): Promise<void> {
  const { access, setup } = wordsOf[language];
  await openTab(page.getByRole("dialog", { name: setup.title }), setup.tabs.access);
  await page.getByRole("button", { name: access.keys.add }).click();
  const form = page.getByRole("dialog", { name: access.form.title });
  await form.getByLabel(access.form.name, { exact: true }).fill("Laptop");
  for (const scope of Object.values(access.scopes).slice(1)) await form.getByLabel(scope, { exact: true }).check();
  await form.getByRole("radio", { name: access.form.chosenAccounts }).click();
  await form.getByRole("checkbox", { name: /^Work/ }).check();
  await look("an access key");
  await form.getByRole("button", { name: access.form.save }).click();
  const shown = page.getByRole("dialog", { name: access.shown.title("Laptop") });
  await shown.getByLabel(access.shown.key, { exact: true }).waitFor();
  await look("an access key is shown");
  await shown.getByRole("button", { name: access.shown.done }).click();
  await page.getByRole("listitem", { name: "Laptop" }).waitFor();
  await look("access keys");
}
