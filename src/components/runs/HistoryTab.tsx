import { Download, Ellipsis, Eye, GitCompareArrows, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import useSWR from "swr";
import { exactWhenText } from "@/components/accounts";
import { toShownError } from "@/components/ErrorNote";
import { useNames } from "@/components/hooks/usePeople";
import { drawer } from "@/components/messages/drawer";
import { roles } from "@/components/messages/roles";
import { formatDuration } from "@/components/nodes/duration";
import { formatCount } from "@/components/nodes/format";
import { Badge } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { ConfirmDialog } from "@/components/ui/ConfirmDialog";
import { IconButton } from "@/components/ui/IconButton";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/Menu";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import { toast } from "@/components/ui/toast";
import { deleteRun, listRuns, runExportPath } from "@/store/endpoints";
import { usePerson } from "@/store/person";
import { mayStop } from "@/store/runOwner";
import { showNewestRun, showRun } from "@/store/session";
import { runStore, useIsRunning, useRun } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";
import type { RunSummary } from "@/types/run";
import { runTones, stateText } from "./runTones";
import { throughText } from "./throughText";

const CompareRuns = dynamic(() => import("./CompareRuns").then((module) => module.CompareRuns));
const words = drawer.history;

/** Runs shown at first; the button at the end shows as many more. */
const PAGE_SIZE = 50;

/** The runs of the open workflow, newest first. */
export function HistoryTab() {
  const workflowId = useWorkflow(({ workflow }) => workflow?.id);
  const { data, mutate } = useSWR(workflowId && `/api/runs?workflow=${workflowId}`, () => listRuns(workflowId ?? ""));
  const status = useRun(({ run }) => `${run.id} ${run.status}`);
  const [limit, setLimit] = useState(PAGE_SIZE);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isComparing, setIsComparing] = useState(false);
  const [isMineOnly, setMineOnly] = useState(false);
  const me = usePerson();
  const nameOf = useNames();
  const [deleting, setDeleting] = useState<RunSummary>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a run that began or ended changes the list
  useEffect(() => void mutate(), [status, mutate]);
  if (data === undefined) return null;
  const list = isMineOnly ? data.runs.filter(({ by }) => by === me?.id) : data.runs;
  const unreadable = data.unreadable.map(({ id, message }) => (
    <p key={id} className="px-3.5 py-3 text-ink-3">
      {words.unreadable(id, message)}
    </p>
  ));
  if (data.runs.length === 0)
    return unreadable.length > 0 ? unreadable : <p className="px-3.5 py-3 text-ink-3">{words.empty}</p>;
  const tellsWho = nameOf !== undefined || data.runs.some(({ through }) => through !== undefined);
  const choose = (id: string, isOn: boolean) =>
    setChosen(isOn ? [...chosen, id].slice(-2) : chosen.filter((other) => other !== id));
  const [a, b] = list.filter(({ id }) => chosen.includes(id));
  const remove = async (id: string) => {
    try {
      await deleteRun(id);
      if (runStore.getState().run.id === id) await showNewestRun();
      await mutate();
    } catch (error) {
      toast.error(toShownError(error).message);
    }
  };
  return (
    <>
      {me !== undefined && (
        <SegmentedControl
          aria-label={roles.startedBy}
          className="mx-3.5 mt-2 w-fit"
          value={isMineOnly ? "yours" : "everybody"}
          onChange={(next) => setMineOnly(next === "yours")}
          segments={[
            { value: "everybody", label: roles.everybody },
            { value: "yours", label: roles.yours },
          ]}
        />
      )}
      {list.length === 0 && <p className="px-3.5 py-3 text-ink-3">{roles.noneYours}</p>}
      <table className="w-full text-left tabular-nums">
        <thead className="sticky top-0 z-10 bg-panel text-ink-3 text-xs">
          <tr className="h-9 border-line border-b">
            <th className="w-10 py-1.5 pl-3.5">
              <span className="sr-only">{words.choose}</span>
            </th>
            {[...(tellsWho ? [["by", roles.startedBy] as const] : []), ...Object.entries(words.columns)].map(
              ([name, label]) => (
                <th key={name} className="py-1.5 pr-3 font-medium">
                  {label}
                </th>
              ),
            )}
            <th className="pr-3 text-right">
              <Button
                size="sm"
                icon={GitCompareArrows}
                disabled={a === undefined || b === undefined}
                onClick={() => setIsComparing(true)}
              >
                {words.compare}
              </Button>
            </th>
          </tr>
        </thead>
        <tbody>
          {list.slice(0, limit).map((run) => (
            <HistoryRow
              key={run.id}
              run={run}
              isNewest={run === list[0]}
              isChosen={chosen.includes(run.id)}
              onChoose={(isOn) => choose(run.id, isOn)}
              tellsWho={tellsWho}
              person={
                nameOf === undefined || run.by === undefined ? "" : run.by === me?.id ? roles.you : nameOf(run.by)
              }
              onDelete={() => setDeleting(run)}
            />
          ))}
        </tbody>
      </table>
      {list.length > limit && (
        <Button size="sm" className="m-3" onClick={() => setLimit(limit + PAGE_SIZE)}>
          {words.more(formatCount(limit), formatCount(list.length))}
        </Button>
      )}
      {unreadable}
      <ConfirmDialog
        open={deleting !== undefined}
        onOpenChange={(open) => !open && setDeleting(undefined)}
        title={words.deleteTitle(deleting === undefined ? "" : exactWhenText(deleting.createdAt))}
        confirmLabel={words.delete}
        onConfirm={() => deleting && remove(deleting.id)}
      >
        {words.deleteText}
      </ConfirmDialog>
      {isComparing && a && b && <CompareRuns newer={a} older={b} onClose={() => setIsComparing(false)} />}
    </>
  );
}

function statusText(run: RunSummary): string {
  return run.status === "completed" && run.problems > 0 ? words.withProblems(run.problems) : stateText(run);
}

interface HistoryRowProps {
  run: RunSummary;
  /** Some run of the list was started by a person with a name, or by no person at all. */
  tellsWho: boolean;
  /** Empty where people have no names. */
  person: string;
  isNewest: boolean;
  isChosen: boolean;
  onChoose: (isOn: boolean) => void;
  onDelete: () => void;
}

function HistoryRow({ run, tellsWho, person, isNewest, isChosen, onChoose, onDelete }: HistoryRowProps) {
  const isShown = useRun((state) => state.run.id === run.id);
  const isRunning = useIsRunning();
  const startedBy = [person, throughText(run.through)].filter(Boolean).join(", ");
  const when = exactWhenText(run.createdAt);
  const tookMs = run.endedAt === undefined ? undefined : Date.parse(run.endedAt) - Date.parse(run.createdAt);
  return (
    <tr className={isShown ? "bg-accent-soft" : "hover:bg-hover"}>
      <td className="py-1.5 pl-3.5">
        <input
          type="checkbox"
          aria-label={words.chooseRun(when)}
          checked={isChosen}
          onChange={(event) => onChoose(event.target.checked)}
          className="block size-4 accent-accent"
        />
      </td>
      {tellsWho && (
        <td className="max-w-56 truncate py-1.5 pr-3 text-ink-2" title={startedBy}>
          {startedBy}
        </td>
      )}
      <td className="whitespace-nowrap py-1.5 pr-3">{when}</td>
      <td className="py-1.5 pr-3">
        <Badge tone={run.problems > 0 && run.status === "completed" ? "waiting" : runTones[run.status]}>
          {statusText(run)}
        </Badge>
      </td>
      <td className="py-1.5 pr-3 text-ink-2">{formatCount(run.counts.calls)}</td>
      <td className="py-1.5 pr-3 text-ink-2">{formatCount(run.usage.totalTokens)}</td>
      <td className="whitespace-nowrap py-1.5 pr-3 text-ink-2">{tookMs === undefined ? "" : formatDuration(tookMs)}</td>
      <td className="truncate py-1.5 pr-3 text-ink-2">{run.payers.map(({ name }) => name).join(", ")}</td>
      <td className="py-0.5 pr-3 text-right">
        <IconButton
          size="sm"
          icon={Eye}
          label={words.show(when)}
          disabled={isRunning || isShown}
          onClick={() => void showRun(run, !isNewest)}
        />
        <Menu align="end" trigger={<IconButton size="sm" icon={Ellipsis} label={words.actions(when)} />}>
          <MenuItem icon={Download} onSelect={() => window.location.assign(runExportPath(run.id))}>
            {words.export}
          </MenuItem>
          <MenuSeparator />
          {mayStop(run) ? (
            <MenuItem icon={Trash2} danger disabled={run.status === "running"} onSelect={onDelete}>
              {words.delete}
            </MenuItem>
          ) : (
            <p className="max-w-56 px-2.5 py-1.5 text-ink-3 text-xs">
              {roles.notYoursToStop(person || roles.somebody)}
            </p>
          )}
        </Menu>
      </td>
    </tr>
  );
}
