import { it } from "vitest";
import { startApp } from "../support/app";
import { launchChromium, openWindow } from "../support/browser";
import { photograph } from "./photograph";

// The stage speaks to the API without a session, so that this one stands apart.
it("login", async () => {
  const app = await startApp({ env: { PATCHBAY_PASSWORD: "open sesame" } });
  const browser = await launchChromium();
  const { context } = await openWindow(browser, { colorScheme: "dark", reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(app.url);
  await page.getByLabel("Password").waitFor();
  await photograph(page, "login");
  await browser.close();
  await app.stop();
});
