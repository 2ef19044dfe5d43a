import { createStore } from "zustand/vanilla";
import type { DocumentFault } from "@/lib/graph/documentFaults";
import type { ErrorBody } from "@/types/errors";
import type { Workflow } from "@/types/workflow";

/** What a person must be told about a document that was opened, or was not. */
export type OpenNotice =
  /** It is open with changes; `original` is what the server had. */
  | { kind: "mended"; original: Workflow; faults: DocumentFault[] }
  /** It was left as it is, and another one opened. */
  | { kind: "unreadable"; id: string; error: ErrorBody }
  /** The address named a document that is no longer there. */
  | { kind: "gone" };

/** Notices that the screen has not shown yet, oldest first. */
export const openNotices = createStore<{ notices: OpenNotice[] }>(() => ({ notices: [] }));

export function notify(notice: OpenNotice): void {
  openNotices.setState(({ notices }) => ({ notices: [...notices, notice] }));
}

/** Takes all notices out, to be shown. */
export function takeNotices(): OpenNotice[] {
  const { notices } = openNotices.getState();
  if (notices.length > 0) openNotices.setState({ notices: [] });
  return notices;
}
