"use client";
import { House, LayoutTemplate, Sparkles, Unplug } from "lucide-react";
import { messages } from "@/components/messages/en";
import { roles } from "@/components/messages/roles";
import { templates as templateWords } from "@/components/messages/templates";
import { Button } from "@/components/ui/Button";
import { Kbd } from "@/components/ui/Kbd";
import { openConnect, openDescribe, openSetup, openTemplates } from "@/store/dialogStore";
import { useMay } from "@/store/person";
import { useKeysOf } from "./commands/useKeysOf";
import { useRunnable } from "./hooks/useRunnable";
import { openStart } from "./start/startUi";
import { TemplateCards } from "./templates/TemplateCards";
import { templates } from "./templates/templates";

const words = messages.shell.empty;

/** Stands over a canvas without nodes: three ways to begin, and the way to connect while nothing is. */
export function EmptyCanvas() {
  const mayEdit = useMay("editor");
  return mayEdit ? <Beginnings /> : <NothingToRun />;
}

/** For who may not make a workflow: the way to those that there are. */
function NothingToRun() {
  return (
    <div className="pointer-events-none absolute inset-0 z-10 flex flex-col items-center justify-center gap-4 px-6">
      <p className="text-center text-base text-ink-2">{roles.cannotCreate}</p>
      <Button icon={House} className="pointer-events-auto" onClick={openStart}>
        {messages.start.recent}
      </Button>
    </div>
  );
}

function Beginnings() {
  const keys = useKeysOf("palette");
  return (
    // The canvas underneath still takes drops and double clicks beside the cards; its bar stays free.
    <div className="pointer-events-none absolute inset-x-0 top-0 bottom-[72px] z-10 flex flex-col items-center overflow-y-auto px-6 py-6 [justify-content:safe_center]">
      <h2 className="font-semibold text-xl tracking-tight">{words.title}</h2>
      <p className="mt-2.5 text-center text-base text-ink-2">
        {words.before} <Kbd>{keys}</Kbd> {words.after}
      </p>
      <TemplateCards templates={templates.slice(0, 3)} className="mt-7 w-full max-w-[862px]" />
      <div className="pointer-events-auto mt-4 flex flex-wrap justify-center gap-2.5">
        <Button icon={Sparkles} onClick={() => openDescribe()}>
          {messages.commands.titles.describe}
        </Button>
        <Button icon={LayoutTemplate} onClick={openTemplates}>
          {templateWords.all}
        </Button>
        <Button icon={House} onClick={openStart}>
          {messages.start.recent}
        </Button>
      </div>
      <ConnectStrip />
    </div>
  );
}

function ConnectStrip() {
  const { isKnown, providers } = useRunnable();
  if (!isKnown || providers.length > 0) return null;
  return (
    <div className="pointer-events-auto mt-5 flex flex-wrap items-center gap-3 rounded-card border border-line bg-card py-2.5 pr-3 pl-4">
      <Unplug size={16} strokeWidth={1.75} aria-hidden className="text-ink-2" />
      <p className="mr-1 text-ink-2">{words.nothing}</p>
      <Button variant="primary" onClick={() => openConnect()}>
        {words.connect}
      </Button>
      <Button onClick={() => openSetup("providers")}>{words.addKey}</Button>
    </div>
  );
}
