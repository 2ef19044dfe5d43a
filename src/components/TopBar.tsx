"use client";
import { ArrowLeft, ChevronsUpDown, History, ListTree, Redo2, Settings2, Undo2 } from "lucide-react";
import dynamic from "next/dynamic";
import { messages } from "@/components/messages/en";
import { runs } from "@/components/messages/runs";
import { Button } from "@/components/ui/Button";
import { IconButton } from "@/components/ui/IconButton";
import { tip } from "@/components/ui/tip";
import { openSetup, openSwitcher } from "@/store/dialogStore";
import { useIsRunning } from "@/store/useRun";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import { AccountChip } from "./AccountChip";
import { closeOutline, openOutline, useOutlineUi } from "./board/outlineUi";
import { useKeysOf } from "./commands/useKeysOf";
import { LanguageMenu } from "./LanguageMenu";
import { Logo } from "./Logo";
import { closeDrawer, openDrawer, useDrawer } from "./runs/drawerUi";
import { closeStart, openStart, useStart } from "./start/startUi";
import { ThemeMenu } from "./ThemeMenu";
import type { Theme } from "./theme";
import { RunButton } from "./topbar/RunButton";
import { RunState } from "./topbar/RunState";
import { RunsElsewhere } from "./topbar/RunsElsewhere";
import { SavedState } from "./topbar/SavedState";
import { WorkflowMenu } from "./topbar/WorkflowMenu";
import { WorkflowName } from "./topbar/WorkflowName";

const SessionControls = dynamic(() => import("./people/SessionControls").then((module) => module.SessionControls), {
  ssr: false,
});
const words = messages.shell;

/** The document at the left; who pays, setup and Run at the right. */
export function TopBar(props: { theme: Theme; isPhone: boolean; hasLogout: boolean }) {
  const { theme, isPhone, hasLogout } = props;
  const isStart = useStart((state) => state.isOpen);
  const isRunning = useIsRunning();
  return (
    <header className="relative z-20 flex h-[52px] shrink-0 items-center gap-3 border-line border-b bg-panel px-3.5 max-md:gap-2 max-sm:gap-1.5 max-sm:px-2">
      <StartButton />
      <div className="flex min-w-0 items-center gap-1.5">
        {isStart ? <BackButton /> : <WorkflowName />}
        <SwitchButton />
        {!isPhone && !isStart && <WorkflowMenu />}
        {!isPhone && !isStart && <SavedState />}
      </div>
      {!isPhone && !isStart && <UndoButtons />}
      {!isPhone && !isStart && <OutlineButton />}
      <div className="ml-auto flex shrink-0 items-center gap-2 max-md:gap-1">
        {!isPhone && <RunsElsewhere />}
        {/* On a phone Stop and the name of the workflow need the room. */}
        <div className={isPhone && isRunning && !isStart ? "hidden" : "contents"}>
          <AccountChip />
        </div>
        {!isPhone && <ThemeMenu initial={theme} />}
        {!isPhone && <LanguageMenu />}
        {!isPhone && !isStart && <DrawerButton />}
        {!isPhone && <IconButton label={words.setup} icon={Settings2} onClick={() => openSetup("project")} />}
        {hasLogout && <SessionControls />}
        {!isStart && <RunState />}
        {!isStart && <RunButton />}
      </div>
    </header>
  );
}

/** The logo leads to where work begins. */
function StartButton() {
  return (
    <button
      type="button"
      aria-label={messages.start.title}
      {...tip(messages.start.title)}
      onClick={openStart}
      className="-m-1 flex shrink-0 items-center justify-center rounded-control p-1 transition-colors hover:bg-hover max-sm:m-0 max-sm:size-11"
    >
      <Logo />
    </button>
  );
}

function BackButton() {
  return (
    <Button icon={ArrowLeft} onClick={closeStart}>
      {messages.start.back}
    </Button>
  );
}

function SwitchButton() {
  return (
    <IconButton
      label={messages.start.switcher.title}
      icon={ChevronsUpDown}
      shortcut={useKeysOf("openWorkflow")}
      size="sm"
      onClick={openSwitcher}
      className="max-sm:size-11"
    />
  );
}

function DrawerButton() {
  const isOpen = useDrawer((state) => state.isOpen);
  return (
    <IconButton
      label={runs.openDrawer}
      icon={History}
      pressed={isOpen}
      onClick={() => (isOpen ? closeDrawer() : openDrawer("run"))}
    />
  );
}

function OutlineButton() {
  return (
    <IconButton
      label={words.outline}
      icon={ListTree}
      shortcut={useKeysOf("outline")}
      pressed={useOutlineUi((state) => state.isOpen)}
      onClick={() => (useOutlineUi.getState().isOpen ? closeOutline() : openOutline())}
    />
  );
}

function UndoButtons() {
  const canUndo = useWorkflow((state) => state.history.past.length > 0);
  const canRedo = useWorkflow((state) => state.history.future.length > 0);
  return (
    <div className="flex shrink-0 items-center gap-1 max-md:gap-0">
      <IconButton
        label={words.undo}
        icon={Undo2}
        shortcut={useKeysOf("undo")}
        disabled={!canUndo}
        onClick={() => workflowActions().undo()}
      />
      <IconButton
        label={words.redo}
        icon={Redo2}
        shortcut={useKeysOf("redo")}
        disabled={!canRedo}
        onClick={() => workflowActions().redo()}
      />
    </div>
  );
}
