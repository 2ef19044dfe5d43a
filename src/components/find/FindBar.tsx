import { ChevronDown, ChevronUp, Search, X } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from "react";
import { useTitleOf } from "@/components/board/nodeLooks";
import { useGoToNode } from "@/components/board/useGoToNode";
import { takeHeldKeys } from "@/components/commands/heldKeys";
import type { CommandActions } from "@/components/commands/registry";
import { useCommands } from "@/components/commands/useCommands";
import { useKeysOf } from "@/components/commands/useKeysOf";
import { messages } from "@/components/messages/en";
import { find as words } from "@/components/messages/find";
import { IconButton } from "@/components/ui/IconButton";
import { nodeById } from "@/store/graphIndex";
import { endedCount } from "@/store/runStatus";
import { runStore, useRun } from "@/store/useRun";
import { useWorkflow, workflowStore } from "@/store/useWorkflow";
import { findMatches, type Match, MOST_MATCHES } from "./findMatches";
import { closeFind, useFind } from "./findUi";
import { useMarks } from "./useMarks";

/** Finds words in the document: how many there are, from one to the next, and what stands around them. */
export function FindBar() {
  const { query, index, asked } = useFind();
  const matches = useMatches(query);
  const at = matches.length === 0 ? 0 : ((index % matches.length) + matches.length) % matches.length;
  const match = matches[at];
  const field = useRef<HTMLInputElement>(null);
  const goTo = useGoToNode();
  const step = useStep(query, matches, at, goTo);
  useMarks(query, match);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each wish to find leads back to the field
  useEffect(() => {
    const typed = takeHeldKeys();
    if (typed === "") field.current?.select();
    else useFind.setState({ query: typed, index: 0 });
  }, [asked]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") close();
  };
  return (
    <search className="flex w-[min(380px,calc(100vw-32px))] flex-col rounded-card border border-line bg-panel text-ink shadow-float">
      <div className="flex items-center gap-1 p-1.5 pl-3">
        <Search size={15} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-3" />
        <input
          ref={field}
          // biome-ignore lint/a11y/noAutofocus: the person has just asked to find
          autoFocus
          aria-label={words.label}
          placeholder={words.placeholder}
          value={query}
          onChange={(event) => useFind.setState({ query: event.target.value, index: 0 })}
          onKeyDown={onKeyDown}
          className="h-7 min-w-0 flex-1 bg-transparent px-1.5 outline-none focus-visible:outline-none"
        />
        <span role="status" className="shrink-0 px-1 text-ink-3 text-xs tabular-nums">
          {countText(query, matches.length, at)}
        </span>
        <IconButton
          label={words.previous}
          shortcut={useKeysOf("findPrevious")}
          icon={ChevronUp}
          size="sm"
          disabled={match === undefined}
          onClick={() => step(-1)}
        />
        <IconButton
          label={words.next}
          shortcut={useKeysOf("findNext")}
          icon={ChevronDown}
          size="sm"
          disabled={match === undefined}
          onClick={() => step(1)}
        />
        <IconButton label={messages.shell.close} icon={X} size="sm" onClick={close} />
      </div>
      {match && <Around match={match} />}
    </search>
  );
}

function close(): void {
  closeFind();
  // Keys belong to the canvas again.
  document.querySelector<HTMLElement>("#canvas")?.focus();
}

/** Goes on or back by one, around at the end. The first step stays where the count says. */
function useStep(query: string, matches: readonly Match[], at: number, goTo: (nodes: string[]) => void) {
  const shown = useRef<{ query: string; at: number }>(undefined);
  const step = useCallback(
    (by: 1 | -1) => {
      if (matches.length === 0) return;
      // By place: while a run is at work the matches are found anew.
      const isThere = shown.current?.query === query && shown.current.at === at;
      const next = isThere ? (at + by + matches.length) % matches.length : at;
      shown.current = { query, at: next };
      useFind.setState({ index: next });
      const node = matches[next]?.node;
      if (node !== undefined) goTo([node]);
    },
    [query, matches, at, goTo],
  );
  const actions = useMemo<CommandActions>(
    () => ({ findNext: { run: () => step(1) }, findPrevious: { run: () => step(-1) } }),
    [step],
  );
  useCommands(actions);
  return step;
}

function useMatches(query: string): Match[] {
  const nodes = useWorkflow(({ workflow }) => workflow?.nodes);
  const titleOf = useTitleOf();
  // Results are looked through when a node has ended, not with every word that arrives.
  const ended = useRun(({ run }) => `${run.id} ${endedCount(run)}`);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the looks of nodes do not change while they are drawn
  return useMemo(
    () => findMatches({ nodes: nodes ?? [], titleOf, results: runStore.getState().run.nodes }, query),
    [nodes, ended, query],
  );
}

function countText(query: string, count: number, at: number): string {
  if (query.trim() === "") return "";
  if (count === 0) return words.none;
  return count >= MOST_MATCHES ? words.ofMany(at + 1, MOST_MATCHES) : words.of(at + 1, count);
}

/** Where the words stand, also when what holds them is not on the screen. */
function Around({ match }: { match: Match }) {
  const titleOf = useTitleOf();
  const { workflow } = workflowStore.getState();
  const node = workflow === null ? undefined : nodeById(workflow.nodes, match.node);
  return (
    <p className="border-line border-t px-3 py-2 text-ink-2 text-xs">
      <span className="font-medium text-ink">{node && titleOf(node)}</span> · {words.places[match.place]}
      <span className="wrap-anywhere mt-0.5 block">
        {match.before}
        <mark className="rounded-sm bg-waiting-soft font-semibold text-waiting">{match.words}</mark>
        {match.after}
      </span>
    </p>
  );
}
