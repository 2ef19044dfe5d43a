import { type Command, exitCodes } from "@/cli/command";
import { toTable } from "@/cli/table";
import type { RotatedText } from "@/lib/auth/store/rotateSecret";
import { AppError } from "@/types/errors";

/** The last but one step of changing `PATCHBAY_SECRET`: afterwards nothing wants the key of before. */
export const rotateSecret: Command = {
  usage: "rotate-secret",
  summary:
    "Encrypt all that is kept with PATCHBAY_SECRET, or the key file, where PATCHBAY_SECRET_ALSO did it. Can be repeated.",
  options: {},
  maxPositionals: 0,
  run: async ({ services, terminal }) => {
    if (services.config.secretAlso === undefined) {
      throw new AppError(
        "invalid_request",
        "Set PATCHBAY_SECRET to the new key and PATCHBAY_SECRET_ALSO to the one of before. Nothing was changed.",
      );
    }
    const all: RotatedText[] = [];
    for await (const rotated of services.rotateSecret()) all.push(rotated);
    if (all.length > 0) terminal.print(toTable(["What", "Encrypted anew", "Unreadable", ""], all.map(toRow)));
    const left = all.filter(({ state, unreadable }) => state !== "sealed" || unreadable > 0);
    if (left.length === 0) {
      terminal.say("Nothing wants the key of before any more. Remove PATCHBAY_SECRET_ALSO everywhere and restart.");
      return exitCodes.done;
    }
    terminal.say(`Left as they are, since neither key fits: ${left.map(({ name }) => name).join(", ")}.`);
    return exitCodes.failed;
  },
};

const stateWords: Record<RotatedText["state"], string> = {
  sealed: "",
  other_key: "of a third key",
  damaged: "damaged",
};

function toRow({ name, secrets, unreadable, state }: RotatedText): string[] {
  return [name, String(secrets), String(unreadable), stateWords[state]];
}
