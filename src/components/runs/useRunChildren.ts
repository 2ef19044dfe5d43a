import useSWR from "swr";
import { z } from "zod";
import { requestJson } from "@/store/apiClient";
import { assetPath } from "@/store/endpoints";
import type { AssetRef } from "@/types/run";
import { type Workflow, workflowSchema } from "@/types/workflow";

const keptSchema = z.array(z.object({ key: z.string(), workflow: workflowSchema }));

/** The documents of the graphs in a run, as they ran, by how a node names them; none until they are there. */
export function useRunChildren(children: AssetRef | undefined): ReadonlyMap<string, Workflow> {
  const path = children === undefined ? null : assetPath(children);
  const { data = [] } = useSWR(path, () => requestJson(keptSchema, path ?? ""), {
    revalidateOnFocus: false,
    shouldRetryOnError: false,
  });
  return new Map(data.map(({ key, workflow }) => [key, workflow]));
}
