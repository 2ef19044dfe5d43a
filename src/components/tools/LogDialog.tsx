import useSWR from "swr";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { readToolLog } from "@/components/hooks/toolServerChanges";
import { toolServers } from "@/components/messages/toolServers";
import { Dialog } from "@/components/ui/Dialog";
import { Spinner } from "@/components/ui/Spinner";
import type { ToolServerView } from "@/types/tools";

const words = toolServers;
const REFRESH_MS = 2000;

/** What a program has written to its standard error, as it goes on. */
export function LogDialog({ server: { id, name }, onClose }: { server: ToolServerView; onClose: () => void }) {
  const { data, error } = useSWR(["tool-log", id], () => readToolLog(id), { refreshInterval: REFRESH_MS });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.logTitle(name)}
      description={words.logText}
      width="lg"
    >
      {error !== undefined && <ErrorNote error={toShownError(error)} />}
      {data === undefined && error === undefined && <Spinner className="text-ink-3" />}
      {data === "" && <p className="text-ink-2">{words.logEmpty}</p>}
      {data && (
        <pre className="whitespace-pre-wrap rounded-control border border-line bg-field px-3 py-2.5 font-mono text-xs [overflow-wrap:anywhere]">
          {data}
        </pre>
      )}
    </Dialog>
  );
}
