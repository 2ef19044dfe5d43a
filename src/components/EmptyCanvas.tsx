"use client";
import { Unplug } from "lucide-react";
import { useState } from "react";
import { messages } from "@/components/messages/en";
import { Button } from "@/components/ui/Button";
import { Kbd } from "@/components/ui/Kbd";
import { openConnect, openSetup } from "@/store/dialogStore";
import { useKeysOf } from "./commands/useKeysOf";
import { useRunnable } from "./hooks/useRunnable";
import { TemplateDrawing } from "./templates/TemplateDrawing";
import { type Template, type TemplateId, templates } from "./templates/templates";
import { useTemplate } from "./templates/useTemplate";

const words = messages.shell.empty;

/** Stands over a canvas without nodes: three ways to begin, and the way to connect while nothing is. */
export function EmptyCanvas() {
  const keys = useKeysOf("palette");
  return (
    // The canvas underneath still takes drops and double clicks beside the cards.
    <div className="pointer-events-none absolute inset-0 z-10 flex flex-col items-center justify-center overflow-y-auto px-6 pt-6 pb-24">
      <h2 className="font-semibold text-xl tracking-tight">{words.title}</h2>
      <p className="mt-2.5 text-center text-base text-ink-2">
        {words.before} <Kbd>{keys}</Kbd> {words.after}
      </p>
      <TemplateCards />
      <ConnectStrip />
    </div>
  );
}

function TemplateCards() {
  const insert = useTemplate();
  const [opening, setOpening] = useState<TemplateId>();
  const choose = async (template: Template) => {
    setOpening(template.id);
    await insert(template, words.templates[template.id].title);
    setOpening(undefined);
  };
  return (
    <ul className="mt-7 grid w-full max-w-[862px] gap-3.5 md:grid-cols-3">
      {templates.map((template) => (
        <li key={template.id}>
          <button
            type="button"
            disabled={opening !== undefined}
            aria-busy={opening === template.id}
            onClick={() => void choose(template)}
            className="pointer-events-auto flex h-full w-full flex-col rounded-card border border-line bg-card p-3.5 text-left transition-colors hover:border-line-strong hover:bg-hover disabled:opacity-60"
          >
            <TemplateDrawing id={template.id} />
            <span className="mt-3 block font-semibold">{words.templates[template.id].title}</span>
            <span className="mt-0.5 block text-ink-2">{words.templates[template.id].text}</span>
          </button>
        </li>
      ))}
    </ul>
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
