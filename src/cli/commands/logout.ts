import { type Command, exitCodes } from "@/cli/command";
import { findAccount } from "@/cli/findAccount";

export const logout: Command = {
  usage: "logout [account]",
  summary: "Disconnect one account, or all of them.",
  options: {},
  maxPositionals: 1,
  run: async ({ services, terminal, positionals: [named] }) => {
    const { accounts } = await services.auth.status();
    const chosen = named === undefined ? accounts : [findAccount(accounts, named)];
    if (chosen.length === 0) terminal.say("No account is connected.");
    for (const { id, name } of chosen) {
      await services.auth.disconnect(id);
      terminal.print(`Disconnected ${name}.`);
    }
    return exitCodes.done;
  },
};
