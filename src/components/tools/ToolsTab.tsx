"use client";
import { Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { mutate } from "swr";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { TOOLS_KEY } from "@/components/hooks/keys";
import { useToolServers } from "@/components/hooks/useToolServers";
import { toolServers } from "@/components/messages/toolServers";
import { Button } from "@/components/ui/Button";
import { Spinner } from "@/components/ui/Spinner";
import { useMay } from "@/store/person";
import type { ToolServerView } from "@/types/tools";
import { AddressDialog } from "./AddressDialog";
import { ProgramLines } from "./ProgramLines";
import { ToolServerRow } from "./ToolServerRow";

const words = toolServers;
/** How often it is looked whether somebody has come back from a sign-in, or added a program at the terminal. */
const LOOK_MS = 3000;

/** Servers of tools: what there is, and how another one is added. */
export function ToolsTab() {
  const { servers, error } = useToolServers();
  const isAdmin = useMay("admin");
  const [form, setForm] = useState<{ server?: ToolServerView }>();
  useLookAgain();
  return (
    <div className="flex flex-col gap-6">
      <section aria-label={words.title}>
        <div className="mb-2.5 flex min-h-8 flex-wrap items-center justify-between gap-3">
          <h3>
            <span className="font-semibold">{words.title}</span>{" "}
            <span className="ml-1 text-ink-2">{words.subtitle}</span>
          </h3>
          {isAdmin && (
            <Button icon={Plus} onClick={() => setForm({})}>
              {words.add}
            </Button>
          )}
        </div>
        {error !== undefined && servers === undefined && <ErrorNote error={toShownError(error)} />}
        {error === undefined && servers === undefined && <Spinner className="text-ink-3" />}
        {servers?.length === 0 && (
          <p className="rounded-card border border-line border-dashed px-3.5 py-4 text-ink-2">{words.none}</p>
        )}
        <ul className="flex flex-col gap-2.5">
          {servers?.map((server) => (
            <ToolServerRow key={server.id} server={server} onChange={() => setForm({ server })} />
          ))}
        </ul>
        <p className="mt-2.5 max-w-[70ch] text-ink-3 text-xs">
          {words.warning} {words.more}
        </p>
      </section>
      {isAdmin && <ProgramLines />}
      {form && <AddressDialog server={form.server} onClose={() => setForm(undefined)} />}
    </div>
  );
}

/** Both happen elsewhere, and nobody tells this page. */
function useLookAgain(): void {
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && void mutate(TOOLS_KEY), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
}
