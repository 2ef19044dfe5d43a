import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { chromium } from "playwright-core";

const systemPaths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * Path of a Chromium for the browser tests: `CHROMIUM_PATH`, the system's, Playwright's own, else Debian's package
 * where this process may install it. @throws Error saying how to get one
 */
export async function findChromium(): Promise<string> {
  const candidates = [process.env.CHROMIUM_PATH, ...systemPaths, chromium.executablePath()];
  const found = candidates.find(isExecutable);
  if (found !== undefined) return found;
  if (process.platform === "linux" && process.getuid?.() === 0) {
    console.log("Installing Chromium for the browser tests …");
    execFileSync("apt-get", ["update", "-qq"], { stdio: "ignore" });
    execFileSync("apt-get", ["install", "-y", "-qq", "chromium"], { stdio: "ignore" });
    const installed = systemPaths.find(isExecutable);
    if (installed !== undefined) return installed;
  }
  throw new Error("The browser tests need Chromium. Install it, or name one in CHROMIUM_PATH.");
}

function isExecutable(path: string | undefined): path is string {
  if (path === undefined || path === "") return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
