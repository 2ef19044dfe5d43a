import { type Command, type CommandContext, exitCodes } from "@/cli/command";
import { type Finding, inspectInstallation } from "@/cli/inspection";

const marks: Record<Finding["verdict"], string> = { ok: "ok  ", warn: "look", bad: "bad " };

export const doctor: Command = {
  usage: "doctor",
  summary: "Check the installation: key, store, ports, network, clock and each account.",
  options: {},
  maxPositionals: 0,
  findsFaults: true,
  run: async ({ services, terminal }: CommandContext) => {
    let isSound = true;
    for await (const { verdict, what, advice } of inspectInstallation(services)) {
      if (verdict === "bad") isSound = false;
      terminal.print(`${marks[verdict]} ${what}`);
      if (advice !== undefined) terminal.print(`     ${advice}`);
    }
    return isSound ? exitCodes.done : exitCodes.failed;
  },
};
