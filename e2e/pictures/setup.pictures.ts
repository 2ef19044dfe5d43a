import type { Page } from "playwright-core";
import { callApi, connectAccount } from "../support/api";
import { runToEnd } from "../support/canvas";
import { openGraph } from "../support/graph";
import { openSetup } from "../support/setup";
import { openDocuments } from "./hands";
import { oneAnswer, productCopy } from "./sketches";
import { setStudio } from "./studio";

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
    const setup = await openSetup(page, tab);
    await setup.getByRole("tabpanel").waitFor();
  });
}

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

picture(
  "phone",
  async ({ app, page }) => {
    await connectAccount(app, "ada", { name: "Work" });
    await openGraph(app, page, oneAnswer("Tell me about rivers, in a few sentences."));
    await runToEnd(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByText("Editing waits for a larger screen.").waitFor();
  },
  { themes: ["light"] },
);

picture("phone-switch", async ({ app, page }) => {
  await openDocuments(app, page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Open a workflow" }).click();
  await page.getByRole("option").first().waitFor();
});
