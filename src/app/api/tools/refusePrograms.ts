import { toCommandLine } from "@/lib/tools/commandLine";
import { AppError } from "@/types/errors";

const MAX_SHOWN = 500;

/**
 * A program is started by whoever sits at the terminal of this computer, and by nobody over HTTP: what would make one is
 * refused with the line to paste there. @throws AppError `invalid_request`
 */
export function refusePrograms(body: unknown): void {
  if (typeof body !== "object" || body === null) return;
  const fields = new Map(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]));
  const isProgram =
    ["command", "args", "env"].some((name) => fields.has(name)) ||
    [fields.get("kind"), fields.get("type"), fields.get("transport")].includes("stdio");
  if (isProgram) throw onlyAtTerminal(fields);
}

function onlyAtTerminal(fields: Map<string, unknown>): AppError {
  const name = typeof fields.get("name") === "string" ? String(fields.get("name")) : "NAME";
  const args = fields.get("args");
  const words = [fields.get("command"), ...(Array.isArray(args) ? args : [])].filter((one) => typeof one === "string");
  const told = toCommandLine(["patchbay", "tools", "add", name, "--", ...(words.length === 0 ? ["COMMAND"] : words)]);
  const line = told.length > MAX_SHOWN ? "patchbay tools add NAME -- COMMAND" : told;
  return new AppError(
    "invalid_request",
    `A program is set up at the terminal of the computer that runs Patchbay, never over HTTP: ${line}`,
    { line },
  );
}
