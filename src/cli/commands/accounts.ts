import { type Command, exitCodes } from "@/cli/command";
import { toTable } from "@/cli/table";

export const accounts: Command = {
  usage: "accounts",
  summary: "Show the connected ChatGPT accounts.",
  options: { json: { type: "boolean" } },
  maxPositionals: 0,
  isPersonal: true,
  run: async ({ services, terminal, options }) => {
    const status = await services.auth.status();
    if (status.problem !== undefined) terminal.say(status.problem);
    if (options.json) {
      terminal.print(JSON.stringify(status.accounts, null, 2));
      return exitCodes.done;
    }
    if (status.accounts.length === 0) {
      terminal.say("No account is connected. Connect one: patchbay login");
      return exitCodes.done;
    }
    const rows = status.accounts.map((account) => [
      account.id === status.defaultAccountId ? `${account.name} (default)` : account.name,
      account.plan ?? "",
      account.email ?? "",
      account.route,
      account.mode,
      account.status,
      account.lastError?.message ?? "",
      account.id,
    ]);
    terminal.print(toTable(["Name", "Plan", "E-mail", "Route", "Mode", "Status", "Last error", "Id"], rows));
    return exitCodes.done;
  },
};
