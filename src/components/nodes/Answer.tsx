import { useMemo } from "react";
import type { NodeRun } from "@/store/runReducer";
import type { ToolRuns } from "@/store/runTools";
import type { PortValues, Value } from "@/types/run";
import { ReasoningFold, thoughtMsOf } from "./ReasoningFold";
import { SourceList } from "./SourceList";
import { StreamedText, type TextRoom } from "./StreamedText";
import { readCited } from "./sources";
import { ToolFold } from "./ToolFold";

export interface AnswerProps {
  /** As far as it has come; the place of a text that is still empty stays empty. */
  text: string;
  reasoning: string | undefined;
  tools?: ToolRuns;
  output: PortValues | undefined;
  isStreaming: boolean;
  thoughtMs?: number;
  room?: TextRoom;
  /** Where all of a long answer can be read. */
  nodeId?: string;
  /** The node whose words in the shown run are shown as they come; `text` may be older then. */
  liveOf?: string;
}

/** The answer of a node that called a model once. */
export function NodeAnswer(props: { run: NodeRun; room?: TextRoom; nodeId?: string; liveOf?: string }) {
  const { run, room, nodeId, liveOf } = props;
  const { text, reasoning, tools, output, status } = run;
  const parts = { text, reasoning, tools, output, room, nodeId, liveOf };
  return <Answer {...parts} isStreaming={status === "streaming"} thoughtMs={thoughtMsOf(run)} />;
}

/** What an answer has beside its words, where these stand already. */
export function AnswerBeside(props: {
  text: string;
  reasoning: string | undefined;
  tools?: ToolRuns;
  sources: Value | undefined;
  isThinking?: boolean;
}) {
  const { text, reasoning, tools, sources, isThinking } = props;
  const cited = useMemo(() => readCited(sources, text), [sources, text]);
  return (
    <div className="mt-2 flex flex-col gap-2 empty:hidden">
      <ReasoningFold text={reasoning} isThinking={isThinking} />
      <ToolFold tools={tools} />
      <SourceList text={text} cited={cited} />
    </div>
  );
}

/** A model's answer: what it told of its thinking and which tools it used above, its words, where they come from below. */
export function Answer(props: AnswerProps) {
  const { text, reasoning, tools, output, isStreaming, thoughtMs, room, nodeId, liveOf } = props;
  const isJson = output?.json !== undefined;
  const cited = useMemo(() => readCited(output?.sources, text), [output?.sources, text]);
  return (
    <>
      <ReasoningFold text={reasoning} isThinking={isStreaming && text === ""} thoughtMs={thoughtMs} />
      <ToolFold tools={tools} />
      {text !== "" && (
        <StreamedText
          text={text}
          isStreaming={isStreaming}
          isJson={isJson}
          marks={cited.marks}
          room={room}
          nodeId={nodeId}
          liveOf={liveOf}
        />
      )}
      {!isStreaming && <SourceList text={text} cited={cited} />}
    </>
  );
}
