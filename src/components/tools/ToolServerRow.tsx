import { useState } from "react";
import { toShownError } from "@/components/ErrorNote";
import { patchToolServer, removeToolServer, tryToolServer } from "@/components/hooks/toolServerChanges";
import { toolServers } from "@/components/messages/toolServers";
import { formatDuration } from "@/components/nodes/duration";
import { RemoveButton } from "@/components/setup/RemoveButton";
import { Badge, type Tone } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { Switch } from "@/components/ui/Switch";
import { toast } from "@/components/ui/toast";
import { useMay } from "@/store/person";
import type { ToolServerStatus, ToolServerView } from "@/types/tools";
import { LogDialog } from "./LogDialog";
import { SignInButtons } from "./SignInButtons";
import { ToolList } from "./ToolList";

const words = toolServers;

const tones: Record<ToolServerStatus, Tone> = {
  ...{ off: "neutral", new: "neutral", connecting: "neutral", connected: "ok", resting: "ok" },
  ...{ failed: "error", sign_in: "waiting" },
};

const removeLine = (id: string) => `npx patchbay tools remove ${id}`;

/** One server: where it is or what is started, its state, its tools, and what may be done with it. */
export function ToolServerRow({ server, onChange }: { server: ToolServerView; onChange: () => void }) {
  const { id, name, kind, enabled, status, error, tools } = server;
  const isAdmin = useMay("admin");
  return (
    <li aria-label={name} className="flex flex-col gap-2 rounded-card border border-line bg-card px-3.5 py-3">
      <div className="flex flex-wrap items-center gap-x-3.5 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <div className="flex flex-wrap items-center gap-1.5">
            <span className="font-semibold [overflow-wrap:anywhere]">{name}</span>
            <Badge tone={tones[status]}>{words.status[status]}</Badge>
          </div>
          <p className="mt-0.5 break-all font-mono text-ink-2 text-xs">{server.url ?? server.command}</p>
          <p className="mt-0.5 text-ink-3 text-xs">{factsOf(server).join(" · ")}</p>
          {error !== undefined && <p className="mt-0.5 text-error text-xs">{error}</p>}
        </div>
        {isAdmin && enabled && <SignInButtons server={server} />}
        {isAdmin && enabled && <TestButton server={server} />}
        {isAdmin && kind === "stdio" && <LogButton server={server} />}
        {isAdmin && kind === "http" && (
          <Button variant="ghost" onClick={onChange}>
            {words.change}
          </Button>
        )}
        {isAdmin && kind === "http" && <RemoveButton name={name} words={words} onRemove={() => removeToolServer(id)} />}
        {isAdmin && <UseSwitch server={server} />}
      </div>
      {tools.length > 0 && <ToolList tools={tools} />}
      {isAdmin && kind === "stdio" && (
        <p className="text-ink-3 text-xs">
          {words.removeAtTerminal} <code className="font-mono">{removeLine(id)}</code>
        </p>
      )}
    </li>
  );
}

function factsOf({ kind, headers = [], env = [], isSignedIn }: ToolServerView): string[] {
  return [
    ...(kind === "stdio" ? [words.isProgram] : []),
    ...(headers.length === 0 ? [] : [words.withHeaders(headers.join(", "))]),
    ...(env.length === 0 ? [] : [words.withVariables(env.join(", "))]),
    ...(isSignedIn === true ? [words.signedIn] : []),
  ];
}

function UseSwitch({ server: { id, name, enabled } }: { server: ToolServerView }) {
  const change = (next: boolean) =>
    patchToolServer(id, { enabled: next }).catch((failure: unknown) => {
      toast.error(toShownError(failure).message);
    });
  return <Switch aria-label={words.on(name)} checked={enabled} onChange={(next) => void change(next)} />;
}

function LogButton({ server }: { server: ToolServerView }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" onClick={() => setIsOpen(true)}>
        {words.log}
      </Button>
      {isOpen && <LogDialog server={server} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function TestButton({ server: { id, name } }: { server: ToolServerView }) {
  const [isBusy, setIsBusy] = useState(false);
  const test = async () => {
    setIsBusy(true);
    try {
      const { ok, tools, durationMs, problem } = await tryToolServer(id);
      if (ok) toast.success(words.works(name, tools.length, formatDuration(durationMs)));
      else toast.error(problem ?? words.status.failed);
    } catch (failure) {
      toast.error(toShownError(failure).message);
    }
    setIsBusy(false);
  };
  return (
    <Button variant="ghost" busy={isBusy} aria-label={words.testNamed(name)} onClick={() => void test()}>
      {words.test}
    </Button>
  );
}
