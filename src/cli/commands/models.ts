import { type Command, exitCodes } from "@/cli/command";
import { findAccount } from "@/cli/findAccount";
import { toTable } from "@/cli/table";
import { AppError } from "@/types/errors";
import { providerIdSchema, providerIds } from "@/types/providers";

export const models: Command = {
  usage: "models [provider] [--account NAME]",
  summary: "Show the models of a provider, by default those of the ChatGPT plan.",
  options: { account: { type: "string" }, json: { type: "boolean" } },
  maxPositionals: 1,
  run: async ({ services, terminal, positionals: [named = "openai-auth"], options }) => {
    const provider = providerIdSchema.safeParse(named);
    if (!provider.success) {
      throw new AppError("invalid_request", `No provider is called ${named}. There are: ${providerIds.join(", ")}.`);
    }
    const { accounts } = await services.auth.status();
    const account = typeof options.account === "string" ? findAccount(accounts, options.account).id : undefined;
    const list = await services.catalogue.list(provider.data, account);
    if (options.json) terminal.print(JSON.stringify(list, null, 2));
    else {
      if (list.source === "bundled") terminal.say("The live list could not be had; this one came with Patchbay.");
      const rows = list.models.map(({ id, name, contextWindow, reasoningEfforts }) => [
        id,
        name === id ? "" : name,
        contextWindow === undefined ? "" : `${Math.round(contextWindow / 1000)}k`,
        reasoningEfforts?.join(" ") ?? "",
      ]);
      terminal.print(toTable(["Model", "Name", "Context", "Reasoning"], rows));
    }
    return exitCodes.done;
  },
};
