"use client";
import { Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { mutate } from "swr";
import { TOOLS_KEY } from "@/components/hooks/keys";
import { useToolServers } from "@/components/hooks/useToolServers";
import { toolServers } from "@/components/messages/toolServers";
import { ListState } from "@/components/setup/ListState";
import { SetupSection } from "@/components/setup/SetupSection";
import { Button } from "@/components/ui/Button";
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
      <SetupSection
        title={words.title}
        subtitle={words.subtitle}
        action={
          isAdmin && (
            <Button icon={Plus} onClick={() => setForm({})}>
              {words.add}
            </Button>
          )
        }
      >
        <ListState list={servers} error={error} none={words.none} />
        <ul className="flex flex-col gap-2.5">
          {servers?.map((server) => (
            <ToolServerRow key={server.id} server={server} onChange={() => setForm({ server })} />
          ))}
        </ul>
        <p className="mt-2.5 max-w-[70ch] text-ink-3 text-xs">
          {words.warning} {words.more}
        </p>
      </SetupSection>
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
