import { useEffect, useRef, useState } from "react";
import useSWRImmutable from "swr/immutable";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import type { TableHead } from "@/lib/nodes/tableHead";
import { previewFile, previewPath } from "@/store/endpoints";
import type { FilePreview } from "@/types/filePreview";
import type { WorkflowNode } from "@/types/workflow";
import type { FileData } from "./uploadTextFile";

/** After the last key, before a list is read anew, in milliseconds. */
const PAUSE_MS = 200;

/** How the records of a list node begin; undefined for other lists and other nodes. */
export function useListHead(node: WorkflowNode | undefined): TableHead | undefined {
  const data = node?.type === "list" ? nodeKinds.list.schema.safeParse(node.data).data : undefined;
  const split = data === undefined || data.split === "lines" || data.split === "delimiter" ? undefined : data.split;
  const text = split === undefined ? "" : (data?.text ?? "");
  const [head, setHead] = useState<TableHead>();
  const isRead = useRef(false);
  useEffect(() => {
    if (split === undefined || text.trim() === "") return setHead(undefined);
    let isLate = false;
    const read = async () => {
      const { headOfText } = await import("./listHead");
      if (!isLate) setHead(headOfText(text, split));
    };
    // Nobody types yet when it is first shown.
    const timer = setTimeout(() => void read(), isRead.current ? PAUSE_MS : 0);
    isRead.current = true;
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [text, split]);
  return head;
}

/** How the file of a node begins, as a run would read it, or what a page of it says; `isShown` if there is a file. */
export function useFilePreview(
  data: Pick<FileData, "asset" | "as"> | undefined,
  page?: number,
): {
  isShown: boolean;
  preview: FilePreview | undefined;
  error: unknown;
} {
  const isShown = data?.asset !== undefined;
  const query = { as: data?.as ?? "text", page };
  const key = data?.asset === undefined ? null : previewPath(data.asset, query);
  const read = () => (data?.asset === undefined ? undefined : previewFile(data.asset, query));
  const { data: preview, error } = useSWRImmutable(key, read, { shouldRetryOnError: false });
  return { isShown, preview, error };
}
