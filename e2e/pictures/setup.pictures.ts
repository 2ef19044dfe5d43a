import type { Page } from "playwright-core";
import { callApi, connectAccount } from "../support/api";
import { endOfRun, runButton, startRunBy } from "../support/canvas";
import { addGraph, openGraph } from "../support/graph";
import { openSetup } from "../support/setup";
import { openDocuments } from "./hands";
import { letter, monthReport, oneAnswer, productCopy } from "./sketches";
import { type Scene, setStudio } from "./studio";

const picture = setStudio();

/** Without a font for them all letters of a script are one and the same box. */
async function expectLetters(page: Page, letters: string): Promise<void> {
  const drawn = await page.evaluate(
    (each) => {
      const context = document.createElement("canvas").getContext("2d");
      return each.map((letter) => {
        context?.reset();
        context?.fillText(letter, 10, 20);
        return context?.getImageData(0, 0, 40, 40).data.join();
      });
    },
    [...letters],
  );
  if (new Set(drawn).size < letters.length) throw new Error(`This computer has no font for ${letters}.`);
}

picture("connect", async ({ app, page }) => {
  await page.goto(app.url);
  await page.getByRole("button", { name: "Connect ChatGPT" }).click();
  await page.getByRole("link", { name: "Continue with ChatGPT" }).waitFor();
});

picture(
  "setup-providers",
  async ({ app, page }) => {
    await connectAccount(app, "ada", { name: "Work" });
    await connectAccount(app, "grace", { name: "Home" });
    await openGraph(app, page, productCopy);
    const setup = await openSetup(page, "Providers");
    await setup.getByRole("button", { name: "Disconnect" }).first().waitFor();
  },
  { themes: ["light"] },
);

picture(
  "keys",
  async ({ app, page }) => {
    await callApi(app, "PUT", "/api/keys/openai", { key: "sk-simulated-0000000000004711" });
    await callApi(app, "POST", "/api/servers", { name: "Ollama", baseUrl: `${app.simulator.url}/ollama/v1` });
    await openGraph(app, page, productCopy);
    const setup = await openSetup(page, "Providers");
    await setup.getByText(/3 models/).scrollIntoViewIfNeeded();
  },
  { themes: ["light"] },
);

picture("server", async ({ app, page }) => {
  await openGraph(app, page, productCopy);
  const setup = await openSetup(page, "Providers");
  await setup.getByRole("button", { name: "Add a server" }).click();
  const form = page.getByRole("dialog", { name: "Add a server" });
  await form.getByRole("combobox", { name: "Kind" }).click();
  await page.getByRole("option", { name: "Ollama" }).click();
});

for (const [name, tab] of [
  ["setup-project", "Project"],
  ["setup-defaults", "Node defaults"],
  ["setup-storage", "Storage"],
] as const) {
  picture(name, async ({ app, page }) => {
    await connectAccount(app, "ada", { name: "Work" });
    await openGraph(app, page, productCopy);
    await openSetup(page, tab);
  });
}

picture("setup-access", async ({ app, page }) => {
  const work = await connectAccount(app, "ada", { name: "Work" });
  const laptop = { name: "Laptop", scopes: ["v1", "mcp"], accounts: [work.id], expiresAt: "2030-11-29T12:00:00Z" };
  for (const key of [{ name: "Nightly script", scopes: ["runs"] }, laptop]) {
    await callApi(app, "POST", "/api/access-keys", key);
  }
  await openGraph(app, page, productCopy);
  const setup = await openSetup(page, "Access");
  await setup.getByText("May spend: Work").waitFor();
});

for (const [name, locale] of [
  ["korean", "ko-KR"],
  ["chinese", "zh-CN"],
] as const) {
  picture(
    name,
    async ({ app, page }) => {
      await openDocuments(app, page);
      await expectLetters(page, locale === "ko-KR" ? "한국" : "中文");
      await page.keyboard.press("Control+k");
      await page.getByRole("option").first().waitFor();
    },
    { locale, themes: [locale === "ko-KR" ? "dark" : "light"] },
  );
}

const phone = { width: 390, height: 844, hasTouch: true };

/** A workflow that has run, on a phone. */
async function openOnPhone({ app, page }: Parameters<Scene>[0]): Promise<void> {
  await connectAccount(app, "ada", { name: "Work" });
  const id = await addGraph(app, oneAnswer("Tell me about rivers, in a few sentences."));
  await page.goto(`${app.url}/?workflow=${id}`);
  const run = await startRunBy(page, () => runButton(page).tap());
  await endOfRun(page, run);
}

picture(
  "phone",
  async (on) => {
    await openOnPhone(on);
    await on.page.getByRole("heading", { name: "Question", level: 2 }).tap();
  },
  { ...phone, themes: ["light"] },
);

picture(
  "phone-menu",
  async (on) => {
    await openOnPhone(on);
    await on.page.getByRole("button", { name: "What to do with Answer" }).tap();
    await on.page.getByRole("menuitem", { name: "Choose wires…" }).waitFor();
  },
  phone,
);

picture(
  "phone-switch",
  async ({ app, page }) => {
    await connectAccount(app, "ada", { name: "Work" });
    for (const sketch of [monthReport, letter, productCopy]) {
      await page.goto(`${app.url}/?workflow=${await addGraph(app, sketch)}`);
    }
    await page.getByRole("button", { name: "Open a workflow" }).tap();
    await page.getByRole("option").first().waitFor();
  },
  phone,
);

picture(
  "triggers",
  async ({ app, page }) => {
    const workflowId = await openGraph(app, page, productCopy);
    const common = { workflowId, timeZone: "Europe/Berlin" };
    for (const trigger of [
      { ...common, kind: "schedule", name: "Every morning", cron: "0 9 * * 1-5" },
      { ...common, kind: "schedule", name: "End of the month", cron: "0 18 L * *", enabled: false },
      { workflowId, kind: "hook", name: "New product in the shop", notify: { url: "https://shop.example/hooks/copy" } },
    ]) {
      await callApi(app, "POST", "/api/triggers", trigger);
    }
    await page.route("**/api/triggers?*", async (route) => {
      const { triggers } = await (await route.fetch()).json();
      // The same days and address whenever it is taken.
      const next = ["2026-11-30T08:00:00Z", "2026-12-01T08:00:00Z", "2026-12-02T08:00:00Z"];
      await route.fulfill({
        json: {
          triggers: triggers.map((one: object) =>
            "next" in one ? { ...one, next } : { ...one, id: "Kq3vT8sWm2Xc5Lpd" },
          ),
        },
      });
    });
    await page.getByRole("button", { name: "Workflow menu" }).click();
    await page.getByRole("menuitem", { name: "Triggers…" }).click();
    await page.getByRole("listitem", { name: "New product in the shop" }).waitFor();
  },
  { keepsTimes: true },
);
