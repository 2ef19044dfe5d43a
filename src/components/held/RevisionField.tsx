import useSWR from "swr";
import { whenText } from "@/components/accounts";
import { held as words } from "@/components/messages/held";
import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import { toast } from "@/components/ui/toast";
import { graphInterfaceOf } from "@/lib/nodes/graphInterface";
import type { HeldGraph } from "@/lib/nodes/heldGraph";
import { listVersions, nameVersion, readRevision, renameVersion } from "@/store/endpoints";
import { readHeld } from "@/store/readHeld";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import { toErrorBody } from "@/types/errors";
import type { WorkflowNode, WorkflowVersion } from "@/types/workflow";

const NEWEST = "newest";

/** Which revision runs: the newest, or one that is kept for good from then on. */
export function RevisionField({ node, held }: { node: WorkflowNode; held: HeldGraph }) {
  const { data } = useSWR(`versions of ${held.workflow}`, () => readRevisions(held.workflow), {
    shouldRetryOnError: false,
  });
  const { current, versions = [] } = data ?? {};
  const known = [...(current === undefined ? [] : [current]), ...versions.map(({ revision }) => revision)];
  const all = new Set([...known, ...(held.revision === undefined ? [] : [held.revision])]);
  const options = [
    { value: NEWEST, label: words.newest },
    ...Array.from(all, (revision) => ({ value: String(revision), label: labelOf(revision, versions) })),
  ];
  const choose = async (value: string) => {
    const revision = value === NEWEST ? undefined : Number(value);
    if (revision !== undefined) await keep(held.workflow, revision, current, versions);
    const ports = graphInterfaceOf(await readHeld(held.workflow, revision));
    workflowActions().updateNodeData(node.id, { revision, ports });
  };
  return (
    <Field label={words.revision} hint={words.revisionHint} control="button">
      <Select
        value={held.revision === undefined ? NEWEST : String(held.revision)}
        options={options}
        onChange={(value) => {
          choose(value).catch((error: unknown) => toast.error(toErrorBody(error).message));
        }}
      />
    </Field>
  );
}

async function readRevisions(id: string): Promise<{ current: number; versions: WorkflowVersion[] }> {
  const [current, versions] = await Promise.all([readRevision(id), listVersions(id)]);
  return { current, versions };
}

function labelOf(revision: number, versions: readonly WorkflowVersion[]): string {
  const version = versions.find((each) => each.revision === revision);
  return version === undefined ? words.revisionOf(revision) : words.revisionOn(revision, whenText(version.savedAt));
}

/** A version with a name is never swept. */
async function keep(
  id: string,
  revision: number,
  current: number | undefined,
  versions: readonly WorkflowVersion[],
): Promise<void> {
  const name = words.usedBy(workflowStore.getState().workflow?.name ?? "").slice(0, 200);
  const version = versions.find((each) => each.revision === revision);
  if (version === undefined && revision === current) await nameVersion(id, name);
  else if (version !== undefined && version.name === undefined) await renameVersion(id, version.version, name);
}
