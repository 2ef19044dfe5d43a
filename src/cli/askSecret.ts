import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { AppError } from "@/types/errors";

/**
 * One line that a person types and nobody sees; the question goes to standard error.
 * @throws AppError `invalid_request` where nobody sits at a terminal
 */
export async function askSecret(question: string, signal: AbortSignal): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new AppError("invalid_request", "There is no terminal to ask at. Pipe the password in: --password-stdin");
  }
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  // As a terminal, so that what is typed is not echoed by it; readline would write it to its output.
  const input = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await input.question("", { signal });
  } finally {
    input.close();
    process.stderr.write("\n");
  }
}
