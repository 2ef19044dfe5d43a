import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { type Command, exitCodes } from "@/cli/command";
import { isJson } from "@/lib/nodes/jsonText";
import { parseJson } from "@/lib/security/requestBody";
import { AppError } from "@/types/errors";

/** Where the Codex CLI keeps it. */
function standardPath(): string {
  return join(process.env.CODEX_HOME ?? join(homedir(), ".codex"), "auth.json");
}

export const importCodex: Command = {
  usage: "import-codex [file]",
  summary: "Take over the sign-in of the Codex CLI from its auth.json.",
  options: {},
  maxPositionals: 1,
  isPersonal: true,
  run: async ({ services, terminal, positionals: [file] }) => {
    const path = file === undefined ? standardPath() : resolve(terminal.directory, file);
    const text = await readFile(path, "utf8").catch((cause: unknown) => {
      throw new AppError("not_found", `There is no file to read at ${path}.`, {}, { cause });
    });
    const { account, warning } = await services.auth.importCodex(parseFile(text));
    terminal.say(warning);
    terminal.print(`Imported ${account.name}${account.email === undefined ? "" : ` (${account.email})`}.`);
    return exitCodes.done;
  },
};

/** An editor may have broken a token over lines, which JSON does not allow inside a text; between texts they mean nothing. */
function parseFile(text: string): unknown {
  const json = text.replace(/^\ufeff/, "");
  return parseJson(isJson(json) ? json : json.replace(/\s*[\r\n]+\s*/g, ""));
}
