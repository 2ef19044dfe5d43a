"use client";
import { Moon } from "lucide-react";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { useNightShift } from "@/components/hooks/useNightShift";
import { night as words } from "@/components/messages/night";
import { Dialog } from "@/components/ui/Dialog";
import { Spinner } from "@/components/ui/Spinner";
import { Switch } from "@/components/ui/Switch";
import type { NightShift } from "@/types/nightShift";
import { NightDeeds } from "./NightDeeds";
import { NightQueue } from "./NightQueue";
import { NightSettings } from "./NightSettings";
import { NightTimeline } from "./NightTimeline";
import { leadText } from "./nightText";

/** The night shift on one screen: what happens tonight, when and why, the queue, the settings, and what it did. */
export function NightShiftDialog({ isAdding, onClose }: { isAdding: boolean; onClose: () => void }) {
  const { night, error, change, edit } = useNightShift();
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={words.title} description={words.intro} width="xl">
      <div className="flex min-h-80 flex-col gap-5">
        {error !== undefined && night === undefined && <ErrorNote error={toShownError(error)} />}
        {night === undefined && error === undefined && <Spinner className="text-ink-3" />}
        {night && (
          <>
            <Lead night={night} onChange={(enabled) => void change({ enabled })} />
            {night.queue.length === 0 && night.did.length === 0 && <Empty />}
            <NightTimeline night={night} />
            <div className="grid grid-cols-1 gap-x-8 gap-y-5 lg:grid-cols-[1fr_340px]">
              <div className="flex min-w-0 flex-col gap-5">
                <NightQueue night={night} isAdding={isAdding} onOrder={(order) => change({ order })} onEdit={edit} />
                <NightDeeds did={night.did} onLeave={onClose} />
              </div>
              <NightSettings night={night} onChange={change} />
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}

function Lead({ night, onChange }: { night: NightShift; onChange: (enabled: boolean) => void }) {
  return (
    <div className="flex items-start gap-3 rounded-card border border-line bg-card px-3.5 py-3">
      <Moon size={18} strokeWidth={1.75} aria-hidden className="mt-0.5 shrink-0 text-accent-ink" />
      <p role="status" className="min-w-0 flex-1 font-medium text-base">
        {leadText(night)}
      </p>
      <Switch aria-label={words.enabled} checked={night.settings.enabled} onChange={onChange} />
    </div>
  );
}

function Empty() {
  return (
    <ol className="flex flex-col gap-1 text-ink-2">
      {words.empty.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ol>
  );
}
