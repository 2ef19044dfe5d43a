"use client";
import { useEffect, useRef, useState } from "react";
import { useNewNodeData } from "@/components/board/useNewNodeData";
import { takeHeldKeys } from "@/components/commands/heldKeys";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { ModelField } from "@/components/fields/ModelField";
import { RunsOnField } from "@/components/fields/RunsOnField";
import { useNow } from "@/components/hooks/useNow";
import { useRunnable } from "@/components/hooks/useRunnable";
import { lookOf } from "@/components/kinds/nodeViews";
import { drafts as words } from "@/components/messages/drafts";
import { messages } from "@/components/messages/en";
import { type LlmData, parseLlmData, payerIdOf, useLlmNode } from "@/components/nodes/useLlmNode";
import { closeStart } from "@/components/start/startUi";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field, TextArea } from "@/components/ui/Field";
import { type DescribedWish, openConnect } from "@/store/dialogStore";
import { planDraft } from "@/store/draftPlan";
import { workflowStore } from "@/store/useWorkflow";
import { writeDraft } from "@/store/writeDraft";
import { MAX_SOURCE_CHARACTERS } from "@/types/drafts";
import type { ErrorBody } from "@/types/errors";
import { providerTable } from "@/types/providerTable";
import { toDraftRequest } from "./draftRequest";
import { showDraft } from "./draftUi";
import { isForeignWorkflow } from "./foreignWorkflow";

interface Props {
  wish?: DescribedWish;
  onClose: () => void;
}

/** A sentence, or a workflow of another program, that a model turns into nodes. */
export function DescribeDialog({ wish: first, onClose }: Props) {
  const [text, setText] = useState(first?.text ?? "");
  const selection = first?.selection ?? [];
  const [chosen, setChosen] = useState<Partial<LlmData>>({});
  const newNodeData = useNewNodeData();
  const llm = parseLlmData({ provider: "openai-auth", model: "", ...newNodeData("llmGenerate"), ...chosen });
  const { state, draw, stop } = useDraw((draft) => {
    const { workflow } = workflowStore.getState();
    if (workflow === null) return;
    const sizeOf = ({ type }: { type: string }) => lookOf(type).layout;
    const plan = planDraft(workflow, draft, selection, sizeOf);
    showDraft({ workflow: workflow.id, draft, plan, wish: { text, selection } });
    closeStart();
    onClose();
  });
  const isSource = isForeignWorkflow(text);
  const isTooLong = text.length > MAX_SOURCE_CHARACTERS;
  const isChange = selection.length > 0;
  const canDraw = text.trim() !== "" && !isTooLong && llm !== undefined && llm.model !== "";
  const ask = () => llm !== undefined && canDraw && draw(toDraftRequest(text, llm, selection));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isChange ? words.changeTitle : words.title}
      description={words.intro}
      footer={<Foot state={state} canDraw={canDraw} onDraw={ask} onStop={stop} />}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <Field
          label={isChange ? words.changeWish(selection.length) : words.wish}
          hint={isSource ? words.isSource : isChange ? undefined : words.sourceHint}
          error={isTooLong ? words.tooLong : undefined}
        >
          <TextArea
            // A dialog that is nothing but this question.
            autoFocus
            rows={6}
            value={text}
            placeholder={isChange ? words.changePlaceholder : words.placeholder}
            className="max-h-[40vh]"
            onFocus={() => setText(text + takeHeldKeys())}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) ask();
            }}
          />
        </Field>
        {llm && <PayerFields llm={llm} onChange={(change) => setChosen((old) => ({ ...old, ...change }))} />}
        {state.error && <ErrorNote error={state.error} />}
      </form>
    </Dialog>
  );
}

function PayerFields({ llm, onChange }: { llm: LlmData; onChange: (change: Partial<LlmData>) => void }) {
  const view = useLlmNode(llm);
  const { isKnown, providers } = useRunnable();
  if (isKnown && providers.length === 0) {
    return (
      <div className="flex flex-wrap items-center gap-3 rounded-card border border-line bg-card py-2.5 pr-3 pl-4">
        <p className="mr-auto text-ink-2">{messages.shell.empty.nothing}</p>
        <Button variant="primary" onClick={() => openConnect()}>
          {messages.shell.empty.connect}
        </Button>
      </div>
    );
  }
  // Keyed by who pays: another account has another list.
  return (
    <div
      key={`${providerTable[llm.provider].name}-${payerIdOf(view)}`}
      className="grid grid-cols-1 gap-4 sm:grid-cols-2"
    >
      <RunsOnField view={view} onChange={onChange} />
      <ModelField view={view} onChange={onChange} />
    </div>
  );
}

interface DrawState {
  /** When the model was asked; absent while nothing is drawn. */
  since?: number;
  error?: ErrorBody;
}

function Foot(props: { state: DrawState; canDraw: boolean; onDraw: () => void; onStop: () => void }) {
  const { state, canDraw, onDraw, onStop } = props;
  if (state.since === undefined) {
    return (
      <div className="flex justify-end">
        <Button variant="primary" disabled={!canDraw} onClick={onDraw}>
          {words.draw}
        </Button>
      </div>
    );
  }
  return (
    <div className="flex items-center justify-end gap-3">
      <Elapsed since={state.since} />
      <Button onClick={onStop}>{words.stop}</Button>
    </div>
  );
}

const SECOND_MS = 1000;

function Elapsed({ since }: { since: number }) {
  const seconds = Math.floor((useNow(SECOND_MS) - since) / SECOND_MS);
  return (
    <>
      <p className="mr-auto text-ink-2" aria-hidden>
        {words.seconds(Math.max(0, seconds))}
      </p>
      <p role="status" className="sr-only">
        {words.drawing}
      </p>
    </>
  );
}

type Drawn = Awaited<ReturnType<typeof writeDraft>>;

/** One request at a time; closing the dialog stops it. */
function useDraw(onDrawn: (draft: Drawn) => void) {
  const [state, setState] = useState<DrawState>({});
  const asking = useRef<AbortController>(undefined);
  useEffect(() => () => asking.current?.abort(), []);
  const draw = (request: Parameters<typeof writeDraft>[0]) => {
    if (asking.current?.signal.aborted === false) return;
    const controller = new AbortController();
    asking.current = controller;
    setState({ since: Date.now() });
    writeDraft(request, { signal: controller.signal })
      .then((draft) => {
        if (!controller.signal.aborted) onDrawn(draft);
      })
      .catch((error: unknown) => {
        if (!controller.signal.aborted) setState({ error: toShownError(error) });
      })
      .finally(() => controller.abort());
  };
  const stop = () => {
    asking.current?.abort();
    setState({});
  };
  return { state, draw, stop };
}
