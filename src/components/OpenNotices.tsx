"use client";
import { useEffect } from "react";
import { useStore } from "zustand";
import { messages } from "@/components/messages/en";
import { toast } from "@/components/ui/toast";
import type { DocumentFault } from "@/lib/graph/documentFaults";
import { workflowFilePath } from "@/store/endpoints";
import { type OpenNotice, openNotices, takeNotices } from "@/store/openNotices";
import { downloadWorkflow } from "./downloadWorkflow";

const words = messages.shell;

/** Says what was mended in the open document, and which one could not be opened; each stays until it is closed. */
export function OpenNotices() {
  const notices = useStore(openNotices, (state) => state.notices);
  useEffect(() => {
    if (notices.length > 0) for (const notice of takeNotices()) show(notice);
  }, [notices]);
  return null;
}

/** Until it is closed, with its button under the words: there are more of them than in other toasts. */
const lasting = {
  duration: Number.POSITIVE_INFINITY,
  closeButton: true,
  classNames: { toast: "flex-wrap", content: "basis-4/5", actionButton: "ml-6.5" },
};

function show(notice: OpenNotice): void {
  switch (notice.kind) {
    case "gone":
      toast(words.workflowGone);
      return;
    case "mended":
      toast.info(words.mended.title, {
        ...lasting,
        description: mendedText(notice.faults),
        action: { label: words.mended.download, onClick: () => downloadWorkflow(notice.original) },
      });
      return;
    case "unreadable":
      toast.error(words.unreadable.title(notice.id), {
        ...lasting,
        description: notice.error.message,
        action: { label: words.unreadable.download, onClick: () => downloadFile(notice.id) },
      });
  }
}

/** The first fault with what became of it, and how many more there were. */
function mendedText(faults: readonly DocumentFault[]): string {
  const [first] = faults;
  if (first === undefined) return "";
  const more = faults.length > 1 ? [words.mended.more(faults.length - 1)] : [];
  return [first.message, words.mended.outcome[first.kind], ...more].join(" ");
}

/** Hands the stored file to the browser as it is. */
function downloadFile(id: string): void {
  const link = document.createElement("a");
  link.href = workflowFilePath(id);
  link.download = `${id}.json`;
  link.click();
}
