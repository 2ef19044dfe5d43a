import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { AppError } from "@/types/errors";

/**
 * One line that a person types, or the first that is piped in, also without an end; the question goes to standard error.
 * @throws AppError `invalid_request` when nothing comes
 */
export async function askLine(question: string, signal: AbortSignal): Promise<string> {
  return readLine(process.stderr, question, signal);
}

/**
 * One line that a person types and nobody sees.
 * @throws AppError `invalid_request` where nobody sits at a terminal
 */
export async function askSecret(question: string, signal: AbortSignal): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new AppError("invalid_request", "There is no terminal to ask at. Pipe the password in: --password-stdin");
  }
  process.stderr.write(question);
  // Readline takes the keyboard's echo away and writes what is typed itself: here to nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    return await readLine(nowhere, "", signal);
  } finally {
    process.stderr.write("\n");
  }
}

async function readLine(output: NodeJS.WritableStream, prompt: string, signal: AbortSignal): Promise<string> {
  const terminal = process.stdin.isTTY === true;
  const lines = createInterface({ input: process.stdin, output, terminal, signal, prompt });
  // Of a pipe that ends without an end of line, `question` would wait for ever.
  try {
    lines.prompt();
    for await (const line of lines) return line;
  } finally {
    lines.close();
  }
  signal.throwIfAborted();
  throw new AppError("invalid_request", "Nothing was typed.");
}
