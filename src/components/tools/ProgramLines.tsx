import { useState } from "react";
import { toolServers } from "@/components/messages/toolServers";
import { PasteLines } from "@/components/secrets/PasteLines";

const words = toolServers.program;

type Way = "add" | "import";
const lines: Record<Way, string> = {
  add: "npx patchbay tools add NAME -- COMMAND ARGUMENTS\nnpx patchbay tools add files -- npx -y @modelcontextprotocol/server-filesystem ~/Documents",
  import: "npx patchbay tools import claude_desktop_config.json\nnpx patchbay tools import ~/.codex/config.toml",
};

/** A program is started by whoever sits at the terminal, and by no page: the lines to paste there. */
export function ProgramLines() {
  const [way, setWay] = useState<Way>("add");
  return (
    <section aria-label={words.title} className="flex flex-col gap-2.5">
      <h3 className="font-semibold">{words.title}</h3>
      <p className="max-w-[70ch] text-ink-2">{words.text}</p>
      <PasteLines<Way>
        label={words.lines}
        way={way}
        ways={[
          { value: "add", label: words.ways.add },
          { value: "import", label: words.ways.import },
        ]}
        onWay={setWay}
        lines={lines[way]}
        copy={{ label: words.copy, copiedLabel: words.copied }}
        hint={words.hint}
      />
    </section>
  );
}
