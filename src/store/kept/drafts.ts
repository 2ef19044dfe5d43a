import { z } from "zod";
import { isSameContent } from "@/store/sameContent";
import { type Workflow, workflowSchema } from "@/types/workflow";
import type { KeyValue } from "./keyValue";
import type { Tabs } from "./tabs";

const PREFIX = "draft:";
/** Where the browser does not tell which tabs are open, a draft that is younger may belong to one; in milliseconds. */
const ABANDONED_MS = 60_000;

const draftSchema = z.object({ tab: z.string(), atMs: z.number(), workflow: workflowSchema });

export type Drafts = ReturnType<typeof createDrafts>;

/**
 * Edits that the server does not have, in this browser: each tab keeps its own, and takes over those of tabs that are
 * gone. Where the browser keeps nothing, nothing is found and `keep` says so.
 */
export function createDrafts(store: KeyValue, tabs: Tabs, now: () => number = Date.now) {
  const keyOf = (id: string, tab = tabs.own) => `${PREFIX}${id}:${tab}`;

  /** Drafts of tabs that are gone, and of this one, the newest first. */
  const abandoned = async (isMeant: (workflow: Workflow) => boolean): Promise<[string, Workflow][]> => {
    const living = await tabs.living();
    const keys = (await store.keys()).filter((key) => key.startsWith(PREFIX));
    const read = await Promise.all(
      keys.map(async (key) => [key, draftSchema.safeParse(await store.get(key))] as const),
    );
    return read
      .flatMap(([key, { data }]) => (data === undefined ? [] : [{ key, ...data }]))
      .filter(({ workflow }) => isMeant(workflow))
      .filter(({ tab, atMs }) => tab === tabs.own || !(living?.has(tab) ?? now() - atMs < ABANDONED_MS))
      .sort((a, b) => b.atMs - a.atMs)
      .map(({ key, workflow }) => [key, workflow]);
  };

  /** Makes a draft this tab's own. */
  const takeOver = async (key: string, workflow: Workflow): Promise<Workflow> => {
    if (key !== keyOf(workflow.id)) {
      await write(workflow);
      await store.remove(key);
    }
    return workflow;
  };

  const write = (workflow: Workflow) =>
    store.set(keyOf(workflow.id), { tab: tabs.own, atMs: now(), workflow } satisfies z.input<typeof draftSchema>);

  return {
    /** Whether it is kept. */
    keep: (workflow: Workflow): Promise<boolean> =>
      write(workflow).then(
        () => true,
        () => false,
      ),
    drop: (id: string): Promise<void> => store.remove(keyOf(id)).catch(() => undefined),
    /** The newest draft of a document that says something else than what is saved; those that do not are dropped. */
    adopt: async (saved: Workflow): Promise<Workflow | undefined> => {
      try {
        for (const [key, workflow] of await abandoned(({ id }) => id === saved.id)) {
          if (!isSameContent(workflow, saved)) return await takeOver(key, workflow);
          await store.remove(key);
        }
      } catch {
        // Nothing is kept here.
      }
      return undefined;
    },
    /** The newest draft of a document that the server does not have: of this id, or of one that it never had. */
    adoptUnsaved: async (wished?: string): Promise<Workflow | undefined> => {
      try {
        const isMeant = ({ id, revision }: Workflow) => (wished === undefined ? revision === 0 : id === wished);
        const [newest] = await abandoned(isMeant);
        return newest && (await takeOver(...newest));
      } catch {
        return undefined;
      }
    },
  };
}
