import { AppError } from "@/types/errors";
import { own } from "@/types/own";
import type { Command, CommandContext, ExitCode } from "./command";

/** Runs the subcommand that the first word names, `list` if there is none. @throws AppError `invalid_request` with those there are */
export function runSubcommand(
  command: string,
  subcommands: Record<string, Command["run"]>,
  context: CommandContext,
): Promise<ExitCode> {
  const [name = "list"] = context.positionals;
  const run = own(subcommands, name);
  if (run !== undefined) return run(context);
  const known = Object.keys(subcommands).join(", ");
  throw new AppError("invalid_request", `There is no ${command} ${name}. There are: ${known}.`);
}
