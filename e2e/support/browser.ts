import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";
import { findChromium } from "../../bin/chromium";

const quietArguments = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface TestBrowser {
  context: BrowserContext;
  close(): Promise<void>;
}

/** A fresh Chromium of its own: no cookie, no cache, no profile of anybody. */
export async function openBrowser(
  options: { colorScheme?: "dark" | "light"; width?: number; height?: number } = {},
): Promise<TestBrowser> {
  const profile = await mkdtemp(join(tmpdir(), "patchbay-chromium-"));
  const { colorScheme = "dark", width = 1440, height = 900 } = options;
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await findChromium(),
    args: quietArguments,
    colorScheme,
    viewport: { width, height },
  });
  return {
    context,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
