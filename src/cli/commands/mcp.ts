import { type Command, exitCodes } from "@/cli/command";
import { readWaitMs } from "@/gateway/mcp/tool";

/** Serves an agent that started this program: nothing but the protocol goes to standard output. */
export const mcp: Command = {
  usage: "mcp [--wait SECONDS]",
  summary: "Let an agent build and run workflows (Model Context Protocol on standard input and output).",
  options: { wait: { type: "string" } },
  maxPositionals: 0,
  isPersonal: true,
  run: async ({ services, person, terminal, options }) => {
    const waitMs = readWaitMs(options.wait === undefined ? undefined : String(options.wait), "--wait");
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
