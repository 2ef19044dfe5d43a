import { type Command, exitCodes } from "@/cli/command";
import { findAccount } from "@/cli/findAccount";

const notConfirmed =
  "OpenAI did not confirm it. To be sure, open ChatGPT's settings, Security, and disconnect Patchbay there.";

export const logout: Command = {
  usage: "logout [account]",
  summary: "Disconnect one account, or all of them.",
  options: {},
  maxPositionals: 1,
  isPersonal: true,
  run: async ({ services, terminal, positionals: [named] }) => {
    const { accounts } = await services.auth.status();
    const chosen = named === undefined ? accounts : [findAccount(accounts, named)];
    if (chosen.length === 0) terminal.say("No account is connected.");
    for (const { id, name } of chosen) {
      const { unconfirmed } = await services.auth.disconnect(id);
      terminal.print(`Disconnected ${name}.`);
      if (unconfirmed.length > 0) terminal.say(notConfirmed);
    }
    return exitCodes.done;
  },
};
