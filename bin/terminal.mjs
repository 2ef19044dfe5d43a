// @ts-check
import { spawn } from "node:child_process";

/**
 * A failed start in words, with what to do about it.
 * @param {unknown} error
 * @param {number} port
 */
export function explainStartFailure(error, port) {
  if (codeOf(error) === "EADDRINUSE") {
    return `Port ${port} is in use by another program. Stop that program, or choose another port: PORT=${port + 1} npm start`;
  }
  if (codeOf(error) === "EACCES") return `Port ${port} is not allowed here. Choose one above 1023: PORT=3000 npm start`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** @param {unknown} error */
export function codeOf(error) {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/**
 * Opens the address where a person sits at a terminal; never in CI.
 * @param {string} url
 */
export function openBrowserAtTerminal(url) {
  if (!process.stdout.isTTY || process.env.CI) return;
  /** @type {Record<string, string[]>} */
  const openers = { darwin: ["open"], win32: ["cmd", "/c", "start", ""] };
  const [command = "", ...args] = openers[process.platform] ?? ["xdg-open"];
  // Nothing depends on it: the address stands in the terminal as well.
  spawn(command, [...args, url], { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}

/** How long what is finished may take to reach the store, in milliseconds; what hangs then is taken up as after a crash. */
const LEAVE_MS = 5000;

/**
 * Lets other processes, or the next start, go on with the runs of this one.
 * @param {{ leave: () => Promise<void> } | undefined} runs
 */
export async function leaveRuns(runs) {
  const left = runs?.leave().catch(() => undefined);
  await Promise.race([left, new Promise((resolve) => setTimeout(resolve, LEAVE_MS).unref())]);
}

/**
 * Ends the process once `close` is done, on Ctrl-C or when asked to stop.
 * @param {() => Promise<void>} close
 */
export function closeOnSignal(close) {
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => close().finally(() => process.exit(0)));
  }
}
