"use client";
import { useState } from "react";
import useSWR from "swr";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { versions as messages } from "@/components/messages/versions";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import { Spinner } from "@/components/ui/Spinner";
import { toast } from "@/components/ui/toast";
import { listVersions, readVersion } from "@/store/endpoints";
import { useMay } from "@/store/person";
import { restoreVersion, saveNow } from "@/store/session";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import type { Workflow, WorkflowVersion } from "@/types/workflow";
import { DocumentDiffView } from "./DocumentDiffView";
import { VersionList } from "./VersionList";
import { VersionName } from "./VersionName";

const words = messages.list;

/** Earlier saves of the open workflow: what was different, names, and the way back. */
export function VersionsDialog({ onClose }: { onClose: () => void }) {
  const workflow = useWorkflow((state) => state.workflow);
  const [chosen, setChosen] = useState<string>();
  const mayEdit = useMay("editor");
  const id = workflow?.id ?? "";
  const { data, error, mutate } = useSWR(["versions", id], () => loadVersions(id), { revalidateOnFocus: false });
  const versions = data ?? [];
  const version = versions.find((candidate) => candidate.version === chosen);
  const before = versions[versions.findIndex((candidate) => candidate.version === chosen) + 1];
  const restore = async () => {
    if (version === undefined) return;
    try {
      await restoreVersion(version.version);
      onClose();
      toast.success(words.restored, { action: { label: messages.undo, onClick: () => workflowActions().undo() } });
    } catch (failure) {
      toast.error(toShownError(failure).message);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={words.title}
      description={words.intro}
      width="xl"
      footer={
        <div className="flex items-center justify-end gap-2">
          <Button variant="primary" disabled={version === undefined || !mayEdit} onClick={() => void restore()}>
            {words.restore}
          </Button>
        </div>
      }
    >
      {error !== undefined && <ErrorNote error={toShownError(error)} />}
      {data === undefined && error === undefined && <Spinner className="text-ink-3" />}
      {workflow !== null && data !== undefined && (
        <div className="grid grid-cols-1 min-h-72 gap-5 md:grid-cols-[240px_minmax(0,1fr)]">
          <div className="flex max-h-[60vh] flex-col gap-2 overflow-y-auto pr-1">
            {mayEdit && <VersionName key={`now ${workflow.revision}`} workflow={id} onChange={() => void mutate()} />}
            <VersionList versions={versions} chosen={chosen} onChoose={setChosen} />
            {versions.length === 0 && <p className="px-2.5 text-ink-2 text-sm">{words.unsaved}</p>}
          </div>
          {version === undefined ? (
            <p className="self-center text-center text-ink-2">{versions.length > 0 && words.choose}</p>
          ) : (
            <div key={version.version} className="flex min-w-0 flex-col gap-4">
              {mayEdit && <VersionName workflow={id} version={version} onChange={() => void mutate()} />}
              <Comparison {...{ workflow, version, before }} />
            </div>
          )}
        </div>
      )}
    </Dialog>
  );
}

/** What is typed last shall be among what is compared. */
async function loadVersions(id: string): Promise<WorkflowVersion[]> {
  await saveNow();
  return listVersions(id);
}

function Comparison(props: { workflow: Workflow; version: WorkflowVersion; before: WorkflowVersion | undefined }) {
  const { workflow, version, before } = props;
  const [other, setOther] = useState<"now" | "before">("now");
  const { data: own, error } = useVersion(workflow.id, version.version);
  const { data: older, error: olderError } = useVersion(workflow.id, other === "before" ? before?.version : undefined);
  const failure = error ?? olderError;
  const pair = other === "now" ? own && [own, workflow] : own && older && [older, own];
  return (
    <>
      <SegmentedControl
        aria-label={words.compareWith}
        className="self-start"
        value={other}
        onChange={setOther}
        segments={[
          { value: "now", label: words.withNow },
          { value: "before", label: words.withBefore },
        ]}
      />
      {failure !== undefined && <ErrorNote error={toShownError(failure)} />}
      {other === "before" && before === undefined && <p className="text-ink-2">{words.noBefore}</p>}
      {pair?.[0] && pair[1] && <DocumentDiffView before={pair[0]} after={pair[1]} />}
    </>
  );
}

function useVersion(workflow: string, version: string | undefined) {
  const key = version === undefined ? null : ["version", workflow, version];
  return useSWR(key, () => readVersion(workflow, version ?? ""), { revalidateOnFocus: false });
}
