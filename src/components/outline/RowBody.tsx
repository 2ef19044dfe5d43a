import { BookOpen, Cable, ChevronDown, Play, Plus, Table2 } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { isOpenIn, useCanvasUi } from "@/components/board/canvasUi";
import { focusNode } from "@/components/board/focusNode";
import { hasRows, openTable } from "@/components/board/tableUi";
import { titleOf, viewOf } from "@/components/kinds/nodeViews";
import { grouping } from "@/components/messages/grouping";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { outline as words } from "@/components/messages/outline";
import { AskedHere } from "@/components/nodes/AskedHere";
import { AutoTextArea } from "@/components/nodes/AutoTextArea";
import { CommentText } from "@/components/nodes/CommentText";
import { EditorsOnly } from "@/components/nodes/EditorsOnly";
import { textOf } from "@/components/nodes/nodeData";
import { markPlaceholders } from "@/components/nodes/placeholderMarks";
import { hasReadable } from "@/components/nodes/readable";
import { openReader } from "@/components/nodes/readerUi";
import { RichTexts } from "@/components/nodes/rich/richTexts";
import { Button } from "@/components/ui/Button";
import { kindOf } from "@/lib/nodes/nodeKinds";
import { edgesInto } from "@/store/graphIndex";
import { useMay } from "@/store/person";
import type { NodeRun } from "@/store/runReducer";
import { startRun } from "@/store/runSession";
import { useIsRunning } from "@/store/useRun";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { resultOf } from "./NodePreview";
import { RowWires } from "./RowWires";

interface Props {
  node: WorkflowNode;
  run: NodeRun;
  isPhone: boolean;
}

const part = "border-line border-t px-3 py-2.5";

/** All of an open line: what is asked of a person here, its text to write in, its wires, what came out, and on a phone its settings. */
export function RowBody({ node, run, isPhone }: Props) {
  const result = resultOf(node, run);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears what happens in its fields
    <div onKeyDown={(event) => leaveField(event, node.id)}>
      <AskedHere nodeId={node.id} />
      <TextPart node={node} />
      <CommentPart node={node} />
      {result !== null && (
        <RichTexts value>
          <div className={part}>{result}</div>
        </RichTexts>
      )}
      <Buttons node={node} run={run} hasOwnTable={result !== null} />
      <div className={part}>
        <RowWires node={node} />
      </div>
      {isPhone && <Settings node={node} />}
    </div>
  );
}

/** Escape leads from a field back to the line. */
function leaveField(event: KeyboardEvent, node: string): void {
  const isField = event.target instanceof Element && event.target.matches("input, textarea");
  if (event.key !== "Escape" || event.nativeEvent.isComposing || !isField) return;
  event.stopPropagation();
  focusNode(node);
}

/** The words of a node, in place: a prompt, a note, a list, or what a model is told beforehand. */
function TextPart({ node }: { node: WorkflowNode }) {
  const isWriting = useCanvasUi(isOpenIn("outline", "writing", node.id));
  const field = fieldOf(node);
  const isWired = useWorkflow(({ workflow }) =>
    edgesInto(workflow?.edges ?? [], node.id).some(({ target }) => target.port === field?.replacedBy),
  );
  if (field === undefined || isWired) return null;
  return (
    <div className="border-line border-t max-sm:text-lg">
      <AutoTextArea
        value={textOf(node, field.name)}
        label={field.label}
        placeholder={field.placeholder}
        decorate={node.type === "prompt" ? markPlaceholders : undefined}
        focused={isWriting}
        onChange={(text) => workflowActions().updateNodeData(node.id, { [field.name]: field.keep(text) })}
      />
    </div>
  );
}

interface TextField {
  name: string;
  label: string;
  placeholder: string;
  /** The input that takes its place where it is wired. */
  replacedBy?: string;
  keep: (text: string) => string | undefined;
}

function fieldOf(node: WorkflowNode): TextField | undefined {
  const title = titleOf(node);
  const whole = { name: "text", keep: (text: string) => text };
  const { prompt, note, list } = nodeWords;
  switch (node.type) {
    case "prompt":
      return { ...whole, label: prompt.label(title), placeholder: prompt.placeholder };
    case "note":
      return { ...whole, label: note.label(title), placeholder: note.placeholder };
    case "list":
      return { ...whole, label: list.label(title), placeholder: list.placeholder.lines, replacedBy: "text" };
    case "llmGenerate":
      return {
        name: "system",
        label: words.instructions(title),
        placeholder: words.instructionsPlaceholder,
        replacedBy: "system",
        keep: (text) => text || undefined,
      };
  }
  return undefined;
}

function CommentPart({ node }: { node: WorkflowNode }) {
  const isWriting = useCanvasUi(isOpenIn("outline", "commenting", node.id));
  if (node.comment === undefined && !isWriting) return null;
  return (
    <div className={part}>
      <EditorsOnly>
        <CommentText node={node} label={grouping.commentOn(titleOf(node))} />
      </EditorsOnly>
    </div>
  );
}

/** `hasOwnTable`: the result that is shown opens its rows itself. */
function Buttons({ node, run, hasOwnTable }: Omit<Props, "isPhone"> & { hasOwnTable: boolean }) {
  const isRunning = useIsRunning();
  const mayEdit = useMay("editor");
  const { id } = node;
  const open = (isAfter?: boolean) => () => useCanvasUi.setState({ wiring: { node: id, isAfter } });
  const size = "max-sm:h-11";
  return (
    <div className={`${part} flex flex-wrap gap-2`}>
      {kindOf(node.type)?.execute !== undefined && node.off === undefined && (
        <Button
          icon={Play}
          disabled={isRunning}
          className={size}
          onClick={() => void startRun({ select: { nodes: [id] } })}
        >
          {words.run}
        </Button>
      )}
      {hasReadable(run) && (
        <Button icon={BookOpen} className={size} onClick={() => openReader(id)}>
          {words.read}
        </Button>
      )}
      {!hasOwnTable && hasRows(run) && (
        <Button icon={Table2} className={size} onClick={() => openTable(id)}>
          {words.table}
        </Button>
      )}
      {mayEdit && (
        <>
          <Button icon={Cable} className={size} onClick={open()}>
            {words.wires.choose}
          </Button>
          <Button icon={Plus} className={size} onClick={open(true)}>
            {words.wires.after}
          </Button>
        </>
      )}
    </div>
  );
}

/** The panel of the canvas, behind a fold. */
function Settings({ node }: { node: WorkflowNode }) {
  const [isOpen, setOpen] = useState(false);
  const view = viewOf(node.type);
  if (view === undefined) return null;
  return (
    <div className="border-line border-t">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex h-11 w-full items-center gap-2 px-3 text-left font-medium text-ink-2"
      >
        <ChevronDown size={15} aria-hidden className={isOpen ? "" : "-rotate-90"} />
        {words.more}
      </button>
      {isOpen && (
        <div className="flex flex-col gap-4 px-3 pb-4">
          <EditorsOnly>
            <view.Fields node={node} />
          </EditorsOnly>
        </div>
      )}
    </div>
  );
}
