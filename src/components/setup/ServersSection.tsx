"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { useServers } from "@/components/hooks/useServers";
import { setup } from "@/components/messages/setup";
import { Button } from "@/components/ui/Button";
import { useMay } from "@/store/person";
import type { ServerView } from "@/types/servers";
import { ServerDialog } from "./ServerDialog";
import { ServerRow } from "./ServerRow";
import { SetupSection } from "./SetupSection";

const words = setup.servers;

/** Servers of the person's own: what there is, and how another one is added. */
export function ServersSection() {
  const { servers, error } = useServers();
  const isAdmin = useMay("admin");
  const [form, setForm] = useState<{ server?: ServerView }>();
  return (
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
      {error !== undefined && servers === undefined && <ErrorNote error={toShownError(error)} />}
      <ul className="flex flex-col gap-2.5">
        {servers?.map((server) => (
          <ServerRow key={server.id} server={server} onEdit={() => setForm({ server })} />
        ))}
      </ul>
      {form && <ServerDialog server={form.server} onClose={() => setForm(undefined)} />}
    </SetupSection>
  );
}
