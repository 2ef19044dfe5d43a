"use client";
import type { ReactNode } from "react";
import { messages } from "@/components/messages/en";
import { Button } from "@/components/ui/Button";
import { openSwitcher } from "@/store/dialogStore";
import { forgetOpen } from "@/store/session";
import { useWorkflow, workflowStore } from "@/store/useWorkflow";
import { downloadWorkflow } from "./downloadWorkflow";
import { ErrorBoundary } from "./ErrorBoundary";

const words = messages.shell.undrawable;

/** Around all that is drawn of the document: a fault there leaves the bar above and the way to other documents. */
export function DocumentBoundary({ children }: { children: ReactNode }) {
  const id = useWorkflow(({ workflow }) => workflow?.id);
  const forget = () => {
    // Best effort: the address of this document is not the plain one, and the menu is there anyway.
    if (id !== undefined) forgetOpen(id).catch(() => undefined);
  };
  return (
    <ErrorBoundary key={id} onFault={forget} fallback={(retry) => <Undrawable onRetry={retry} />}>
      {children}
    </ErrorBoundary>
  );
}

function Undrawable({ onRetry }: { onRetry: () => void }) {
  const download = () => {
    const { workflow } = workflowStore.getState();
    if (workflow !== null) downloadWorkflow(workflow);
  };
  return (
    <div role="alert" className="flex h-full flex-col items-center justify-center px-6 text-center">
      <h1 className="font-semibold text-xl tracking-tight">{words.title}</h1>
      <p className="mt-2.5 max-w-[440px] text-base text-ink-2">{words.text}</p>
      <div className="mt-6 flex flex-wrap justify-center gap-2.5">
        <Button variant="primary" onClick={openSwitcher}>
          {words.other}
        </Button>
        <Button onClick={download}>{words.download}</Button>
        <Button onClick={onRetry}>{words.again}</Button>
      </div>
    </div>
  );
}
