"use client";
import { FilePlus2, Upload } from "lucide-react";
import { type ChangeEvent, useRef, useState } from "react";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { useWorkflowList } from "@/components/hooks/useWorkflowList";
import { messages } from "@/components/messages/en";
import { roles } from "@/components/messages/roles";
import { templates as templateWords } from "@/components/messages/templates";
import { searchByName } from "@/components/search/searchGroups";
import { TemplateCards } from "@/components/templates/TemplateCards";
import { templates } from "@/components/templates/templates";
import { Button } from "@/components/ui/Button";
import { TextInput } from "@/components/ui/Field";
import { Spinner } from "@/components/ui/Spinner";
import { useMay } from "@/store/person";
import type { WorkflowSummary } from "@/types/workflow";
import { WorkflowCard } from "./WorkflowCard";
import { importFile, startNewWorkflow } from "./workflowActions";

const words = messages.start;

/** Cards shown before somebody asks for more. */
const FIRST = 6;

/** Where work begins: the workflows that there are, and templates for the next one. */
export function StartScreen() {
  const { workflows, error, refresh } = useWorkflowList();
  const mayEdit = useMay("editor");
  return (
    <div className="absolute inset-0 overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-[1080px] flex-col gap-8 px-4 py-8 sm:px-8">
        <div className="flex flex-wrap items-center gap-2.5">
          <h1 className="mr-auto font-semibold text-xl tracking-tight">{words.title}</h1>
          {mayEdit ? (
            <>
              <Button variant="primary" icon={FilePlus2} onClick={() => void startNewWorkflow()}>
                {words.new}
              </Button>
              <ImportButton />
            </>
          ) : (
            <p className="text-ink-2">{roles.cannotCreate}</p>
          )}
        </div>
        <section aria-labelledby="recent-title">
          <h2 id="recent-title" className="font-semibold text-lg">
            {words.recent}
          </h2>
          {error !== undefined && <ErrorNote error={toShownError(error)} />}
          {workflows === undefined && error === undefined && <Spinner className="mt-4 text-ink-3" />}
          {workflows !== undefined && <Recent workflows={workflows} onChanged={() => void refresh()} />}
        </section>
        {mayEdit && (
          <section aria-labelledby="templates-title">
            <h2 id="templates-title" className="mb-3.5 font-semibold text-lg">
              {templateWords.title}
            </h2>
            <TemplateCards templates={templates} />
          </section>
        )}
      </div>
    </div>
  );
}

function Recent({ workflows, onChanged }: { workflows: readonly WorkflowSummary[]; onChanged: () => void }) {
  const [search, setSearch] = useState("");
  const [isAll, setIsAll] = useState(false);
  const found = searchByName(workflows, search);
  const shown = isAll ? found : found.slice(0, FIRST);
  if (workflows.length === 0) return <p className="mt-2 text-ink-2">{words.none}</p>;
  return (
    <>
      {workflows.length > FIRST && (
        <div className="mt-3 max-w-80">
          <TextInput
            aria-label={words.search}
            placeholder={words.search}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
      )}
      {found.length === 0 && <p className="mt-3 text-ink-2">{words.notFound}</p>}
      <ul className="mt-3.5 grid grid-cols-1 gap-3.5 sm:grid-cols-2 lg:grid-cols-3">
        {shown.map((workflow) => (
          <WorkflowCard key={workflow.id} workflow={workflow} onChanged={onChanged} />
        ))}
      </ul>
      {shown.length < found.length && (
        <div className="mt-4">
          <Button onClick={() => setIsAll(true)}>{words.showAll(found.length)}</Button>
        </div>
      )}
    </>
  );
}

function ImportButton() {
  const input = useRef<HTMLInputElement>(null);
  const take = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    // The same file can be chosen again.
    target.value = "";
    if (file !== undefined) void importFile(file);
  };
  return (
    <>
      <Button icon={Upload} onClick={() => input.current?.click()}>
        {messages.shell.menu.import}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,.zip,application/json,application/zip"
        hidden
        aria-label={words.importFile}
        onChange={take}
      />
    </>
  );
}
