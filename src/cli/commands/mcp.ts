import { type Command, type CommandContext, exitCodes } from "@/cli/command";
import { DEFAULT_WAIT_SECONDS, MAX_WAIT_SECONDS } from "@/gateway/mcp/tool";
import { AppError } from "@/types/errors";

/** Serves an agent that started this program: nothing but the protocol goes to standard output. */
export const mcp: Command = {
  usage: "mcp [--wait SECONDS]",
  summary: "Let an agent build and run workflows (Model Context Protocol on standard input and output).",
  options: { wait: { type: "string" } },
  maxPositionals: 0,
  isPersonal: true,
  run: async ({ services, person, terminal, options }) => {
    const waitMs = readWait(options.wait);
    const { serveOnStdio } = await import("@/gateway/mcp/serveStdio");
    await serveOnStdio(
      { services, ...(person && { person }), through: { kind: "mcp", name: "patchbay mcp" }, waitMs },
      {
        signal: terminal.signal,
        reportBug: (error) => {
          terminal.say(error instanceof Error ? (error.stack ?? error.message) : String(error));
          return "what it said on standard error";
        },
      },
    );
    await services.runs.leave();
    return exitCodes.done;
  },
};

/** Milliseconds. @throws AppError `invalid_request` */
function readWait(given: CommandContext["options"][string]): number {
  const seconds = given === undefined ? DEFAULT_WAIT_SECONDS : Number(given);
  if (seconds >= 1 && seconds <= MAX_WAIT_SECONDS) return seconds * 1000;
  throw new AppError("invalid_request", `--wait takes seconds, 1 to ${MAX_WAIT_SECONDS}.`);
}
