import { type Browser, type BrowserContext, chromium, type Page, type Response } from "playwright-core";
import { findChromium } from "../../bin/chromium";

const quietArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The longest a page is waited for, in milliseconds; it is spent only by a test that fails. */
const PATIENCE_MS = 20_000;

export interface WindowOptions {
  colorScheme?: "dark" | "light";
  reducedMotion?: "reduce" | "no-preference";
  width?: number;
  height?: number;
  /** The language of the browser; American English where none is told. */
  locale?: string;
  /** Fingers in place of a mouse. */
  hasTouch?: boolean;
}

/** A browser window of its own: no cookie, no cache, nothing of another test. Its tabs share what a person's tabs do. */
export interface TestWindow {
  context: BrowserContext;
  /** What went wrong in any tab: `console.error`, uncaught errors, server faults, native dialogs. */
  problems: string[];
  /** Every request of any tab, as `GET http://…`. */
  requests: string[];
  close(): Promise<void>;
}

export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: quietArguments });
}

export async function openWindow(browser: Browser, options: WindowOptions = {}): Promise<TestWindow> {
  const { colorScheme = "dark", reducedMotion, width = 1440, height = 900, locale, hasTouch } = options;
  const context = await browser.newContext({
    colorScheme,
    reducedMotion,
    locale,
    hasTouch,
    viewport: { width, height },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const problems: string[] = [];
  const requests: string[] = [];
  context.on("page", (page) => watchPage(page, problems));
  context.on("request", (request) => requests.push(`${request.method()} ${request.url()}`));
  context.on("response", (response) => {
    if (response.status() >= 500 && !isStarting(response)) problems.push(`${response.status()} ${response.url()}`);
  });
  return { context, problems, requests, close: () => context.close() };
}

/** A server that loads says so in plain words, and the tab asks again; what the program answers has a type. */
function isStarting(response: Response): boolean {
  return response.status() === 503 && response.headers()["content-type"] === undefined;
}

function watchPage(page: Page, problems: string[]): void {
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.stack ?? error.message}`));
  page.on("console", (message) => {
    // The browser's own line about a refused request: a test that asks for a refusal looks at the screen.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      problems.push(`console: ${message.text()}`);
  });
  page.on("dialog", (dialog) => {
    problems.push(`dialog: ${dialog.type()} ${dialog.message()}`);
    void dialog.dismiss();
  });
}
