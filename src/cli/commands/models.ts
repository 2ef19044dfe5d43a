import { type Command, exitCodes } from "@/cli/command";
import { findAccount } from "@/cli/findAccount";
import { toTable } from "@/cli/table";
import type { Services } from "@/lib/services";
import { AppError } from "@/types/errors";
import { type Model, providerIdSchema } from "@/types/providers";
import { type ProviderId, providerIds } from "@/types/providerTable";

export const models: Command = {
  usage: "models [provider] [--account NAME] [--hidden]",
  summary: "Show the models of a provider, by default those of the ChatGPT plan.",
  options: { account: { type: "string" }, hidden: { type: "boolean" }, json: { type: "boolean" } },
  maxPositionals: 1,
  isPersonal: true,
  run: async ({ services, terminal, positionals: [named = "openai-auth"], options }) => {
    const provider = providerIdSchema.safeParse(named);
    if (!provider.success) {
      throw new AppError("invalid_request", `No provider is called ${named}. There are: ${providerIds.join(", ")}.`);
    }
    const account =
      typeof options.account === "string" ? await idOf(provider.data, options.account, services) : undefined;
    const list = await services.catalogue.list(provider.data, account);
    const shown = list.models.filter(({ hiddenReason }) => options.hidden || hiddenReason === undefined);
    if (options.json) terminal.print(JSON.stringify({ ...list, models: shown }, null, 2));
    else {
      if (list.source === "bundled") terminal.say("The live list could not be had; this one came with Patchbay.");
      if (list.problem !== undefined) terminal.say(list.problem);
      terminal.print(toTable(["Model", "Name", "Context", "Reasoning", "Hidden"], shown.map(toRow)));
      const left = list.models.length - shown.length;
      if (left > 0) terminal.say(`${left} not meant to be chosen left out; --hidden shows them, and why.`);
    }
    return exitCodes.done;
  },
};

/** Of an account, or of a server of the person's own. @throws AppError `not_found`, `invalid_request` */
async function idOf(provider: ProviderId, named: string, { auth }: Services): Promise<string> {
  if (provider === "compatible") return findAccount(await auth.servers.list(), named).id;
  if (provider === "google") return findAccount((await auth.google.status()).accounts, named).id;
  return findAccount((await auth.status()).accounts, named).id;
}

function toRow({ id, name, contextWindow, reasoningEfforts, hiddenReason }: Model): string[] {
  const context = contextWindow === undefined ? "" : `${Math.round(contextWindow / 1000)}k`;
  return [id, name === id ? "" : name, context, reasoningEfforts?.join(" ") ?? "", hiddenReason ?? ""];
}
