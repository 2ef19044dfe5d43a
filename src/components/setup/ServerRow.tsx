"use client";
import { useState } from "react";
import { toShownError } from "@/components/ErrorNote";
import { useModels } from "@/components/hooks/useModels";
import { removeServer, tryServer } from "@/components/hooks/useServers";
import { setup } from "@/components/messages/setup";
import { Badge } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { toast } from "@/components/ui/toast";
import { useMay } from "@/store/person";
import type { ServerView } from "@/types/servers";
import { RemoveButton } from "./RemoveButton";
import { SharingButton } from "./SharingButton";

const words = setup.servers;

/** One server: where it is, how many models it has, and what it said last when it did not answer. */
export function ServerRow({ server, onEdit }: { server: ServerView; onEdit: () => void }) {
  const { list } = useModels("compatible", server.id);
  const isAdmin = useMay("admin");
  const isChangeable = server.source === "stored" && isAdmin;
  const count = list?.models.filter(({ hiddenReason }) => hiddenReason === undefined).length ?? 0;
  return (
    <li className="flex flex-wrap items-center gap-x-3.5 gap-y-2 rounded-card border border-line bg-card px-3.5 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <div className="flex flex-wrap items-center gap-1.5">
          <span className="font-semibold">{server.name}</span>
          {list !== undefined && (
            <Badge tone={list.problem === undefined ? "ok" : "error"}>
              {list.problem === undefined ? words.models(count) : words.notAnswering}
            </Badge>
          )}
        </div>
        <p className="mt-0.5 break-all text-ink-2">{server.baseUrl}</p>
        <p className="mt-0.5 text-ink-3 text-xs">{secretText(server)}</p>
        {list?.problem && <p className="mt-0.5 text-error text-xs">{list.problem}</p>}
      </div>
      <SharingButton what={{ server: server.id }} name={server.name} sharing={server.sharing} />
      {isAdmin && <TestButton server={server} />}
      {isChangeable && (
        <Button variant="ghost" onClick={onEdit}>
          {words.edit}
        </Button>
      )}
      {isChangeable && <RemoveButton name={server.name} words={words} onRemove={() => removeServer(server.id)} />}
    </li>
  );
}

function secretText({ source, hasKey, lastFour, headerName }: ServerView): string {
  const parts = [
    source === "env" ? words.fromEnv : undefined,
    hasKey ? words.hasKey(lastFour) : words.noKey,
    headerName && words.hasHeader(headerName),
  ];
  return parts.filter(Boolean).join(" · ");
}

function TestButton({ server: { id, name } }: { server: ServerView }) {
  const [isBusy, setIsBusy] = useState(false);
  const test = async () => {
    setIsBusy(true);
    try {
      const { ok, count, problem } = await tryServer(id);
      if (ok) toast.success(words.answers(name, count));
      else toast.error(problem ?? words.notAnswering);
    } catch (error) {
      toast.error(toShownError(error).message);
    }
    setIsBusy(false);
  };
  return (
    <Button variant="ghost" busy={isBusy} onClick={() => void test()}>
      {words.test}
    </Button>
  );
}
