"use client";
import dynamic from "next/dynamic";
import { useEffect } from "react";
import { messages } from "@/components/messages/en";
import { Button } from "@/components/ui/Button";
import { Spinner } from "@/components/ui/Spinner";
import { toast } from "@/components/ui/toast";
import { closeDialog, useDialog } from "@/store/dialogStore";
import { watchResults } from "@/store/resultEdits";
import { useRun } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";
import type { ErrorBody } from "@/types/errors";
import { useCommandKeys } from "./commands/useCommandKeys";
import { useCommands } from "./commands/useCommands";
import { useReopenedSignIn } from "./connect/reopenSignIn";
import { DocumentBoundary } from "./DocumentBoundary";
import { ErrorNote } from "./ErrorNote";
import { useConnectedToast } from "./hooks/useConnectedToast";
import { useFocusGuard } from "./hooks/useFocusGuard";
import { useMediaQuery } from "./hooks/useMediaQuery";
import { type AskedDocument, useOpenDocument } from "./hooks/useOpenDocument";
import { OpenNotices } from "./OpenNotices";
import { pageCommands } from "./pageCommands";
import { useConnectBeforeRun } from "./runs/useConnectBeforeRun";
import { useWaitingWatch } from "./runs/useWaitingWatch";
import { useStart } from "./start/startUi";
import { TopBar } from "./TopBar";
import type { Theme } from "./theme";

const CanvasPane = dynamic(() => import("./CanvasPane").then((module) => module.CanvasPane), { ssr: false });
const PhoneView = dynamic(() => import("./phone/PhoneView").then((module) => module.PhoneView), { ssr: false });
const DescribeDialog = dynamic(() => import("./drafts/DescribeDialog").then((module) => module.DescribeDialog));
const ConnectDialog = dynamic(() => import("./connect/ConnectDialog").then((module) => module.ConnectDialog));
const PlanNotice = dynamic(() => import("./connect/PlanNotice").then((module) => module.PlanNotice), { ssr: false });
const RunQuestion = dynamic(() => import("./runs/RunQuestion").then((module) => module.RunQuestion));
const InputsDialog = dynamic(() => import("./inputs/InputsDialog").then((module) => module.InputsDialog));
const ShortcutSheet = dynamic(() => import("./commands/ShortcutSheet").then((module) => module.ShortcutSheet));
const StartScreen = dynamic(() => import("./start/StartScreen").then((module) => module.StartScreen), { ssr: false });
const TemplateGallery = dynamic(() => import("./templates/TemplateGallery").then((module) => module.TemplateGallery));
const WorkflowSwitcher = dynamic(() => import("./start/WorkflowSwitcher").then((module) => module.WorkflowSwitcher));
const ImportReport = dynamic(() => import("./drafts/ImportReport").then((module) => module.ImportReport));
const ProjectSetupModal = dynamic(() => import("./ProjectSetupModal").then((module) => module.ProjectSetupModal));

const VersionsDialog = dynamic(() => import("./versions/VersionsDialog").then((module) => module.VersionsDialog));
const TriggersDialog = dynamic(() => import("./triggers/TriggersDialog").then((module) => module.TriggersDialog));
const OfferDialog = dynamic(() => import("./offer/OfferDialog").then((module) => module.OfferDialog));
const LargeEditor = dynamic(() => import("./editor/LargeEditor").then((module) => module.LargeEditor));
const PictureDialog = dynamic(() => import("./picture/PictureDialog").then((module) => module.PictureDialog));
const NightShiftDialog = dynamic(() => import("./night/NightShiftDialog").then((module) => module.NightShiftDialog));
const HeldPicker = dynamic(() => import("./held/HeldPicker").then((module) => module.HeldPicker));
const BinDialog = dynamic(() => import("./versions/BinDialog").then((module) => module.BinDialog));

/** Top bar, canvas and dialogs around the one open document. */
export function Workspace(props: { theme: Theme; document: AskedDocument; hasLogout: boolean }) {
  const { theme, document, hasLogout } = props;
  const { error, retry } = useOpenDocument(document);
  const isOpen = useWorkflow((state) => state.workflow !== null);
  const isPhone = useMediaQuery("(max-width: 640px)");
  const isStart = useStart((state) => state.isOpen);
  const question = useRun((state) => state.question);
  const asked = useRun((state) => state.asked);
  useConnectedToast();
  useReopenedSignIn();
  useCommands(pageCommands);
  useCommandKeys();
  useFocusGuard();
  useWaitingWatch();
  useEffect(() => watchResults((message) => toast.error(message)), []);
  useConnectBeforeRun();
  useEffect(() => void tellWaits(), []);
  return (
    <div className="flex h-dvh flex-col">
      <a href="#canvas" className="skip-link z-50 rounded-control bg-panel px-3 py-2 shadow-float">
        {messages.shell.skipToCanvas}
      </a>
      <TopBar theme={theme} isPhone={isPhone} hasLogout={hasLogout} />
      <main
        id="canvas"
        tabIndex={-1}
        aria-label={messages.shell.canvasArea}
        className="relative min-h-0 flex-1 outline-none"
      >
        {isStart ? (
          <StartScreen />
        ) : isOpen ? (
          <DocumentBoundary>{isPhone ? <PhoneView /> : <CanvasPane />}</DocumentBoundary>
        ) : (
          <Opening error={error} onRetry={retry} />
        )}
      </main>
      <OpenNotices />
      <PlanNotice />
      <OpenDialog />
      {question && <RunQuestion question={question} />}
      {asked && <InputsDialog asked={asked} />}
    </div>
  );
}

/** Notices of the browser about what runs ask, where the person has allowed them. */
async function tellWaits(): Promise<void> {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
  (await import("./inbox/waitNotices")).startNotices();
}

function Opening({ error, onRetry }: { error: ErrorBody | undefined; onRetry: () => void }) {
  return (
    <div className="flex h-full flex-col items-center justify-center px-6 text-ink-2">
      {error === undefined ? (
        <p role="status" className="flex items-center gap-2.5">
          <Spinner /> {messages.shell.loading}
        </p>
      ) : (
        <div className="w-full max-w-[440px]">
          <h1 className="mb-3 font-semibold text-ink text-lg">{messages.shell.openFailed}</h1>
          <ErrorNote error={error}>
            <Button onClick={onRetry}>{messages.shell.retry}</Button>
          </ErrorNote>
        </div>
      )}
    </div>
  );
}

function OpenDialog() {
  const dialog = useDialog();
  if (dialog === null) return null;
  switch (dialog.kind) {
    case "connect":
      return <ConnectDialog account={dialog.account} onClose={closeDialog} />;
    case "setup":
      return <ProjectSetupModal tab={dialog.tab} onClose={closeDialog} />;
    case "describe":
      return <DescribeDialog wish={dialog.wish} onClose={closeDialog} />;
    case "imported":
      return <ImportReport notes={dialog.notes} onClose={closeDialog} />;
    case "editor":
      return <LargeEditor field={dialog.field} onClose={closeDialog} />;
    case "shortcuts":
      return <ShortcutSheet onClose={closeDialog} />;
    case "versions":
      return <VersionsDialog onClose={closeDialog} />;
    case "triggers":
      return <TriggersDialog onClose={closeDialog} />;
    case "offer":
      return <OfferDialog onClose={closeDialog} />;
    case "picture":
      return <PictureDialog onClose={closeDialog} />;
    case "nightShift":
      return <NightShiftDialog isAdding={dialog.isAdding} onClose={closeDialog} />;
    case "held":
      return <HeldPicker node={dialog.node} onClose={closeDialog} />;
    case "bin":
      return <BinDialog onClose={closeDialog} />;
    case "templates":
      return <TemplateGallery onClose={closeDialog} />;
    case "switcher":
      return <WorkflowSwitcher onClose={closeDialog} />;
  }
}
