"use client";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { useCache } from "@/components/hooks/useCache";
import { useSettings } from "@/components/hooks/useSettings";
import { bytesText } from "@/components/language/sizes";
import { roles } from "@/components/messages/roles";
import { setup } from "@/components/messages/setup";
import { formatCount } from "@/components/nodes/format";
import { Button } from "@/components/ui/Button";
import { ConfirmDialog } from "@/components/ui/ConfirmDialog";
import { Spinner } from "@/components/ui/Spinner";
import { toast } from "@/components/ui/toast";
import { useMay } from "@/store/person";
import { CACHE_DAYS, CACHE_MEGABYTES } from "@/types/api";
import { SettingNumber } from "./SettingNumber";

const words = setup.storage;

/** What is kept of runs and of their results, and for how long. */
export function StorageTab() {
  const isAdmin = useMay("admin");
  const { settings } = useSettings();
  if (settings === undefined) return <Spinner className="text-ink-3" />;
  const { cache, runs } = settings;
  const locked = isAdmin ? undefined : roles.adminsOnly;
  return (
    <div className="flex flex-col gap-5">
      <section className="flex flex-col gap-4">
        <h3 className="font-semibold">{words.runs}</h3>
        <SettingNumber
          label={words.keepDays}
          hint={words.keepDaysHint}
          value={runs?.keepDays}
          placeholder={words.keepForGood}
          problem={words.daysWrong}
          least={1}
          locked={locked}
          toChange={(keepDays) => ({ runs: { ...runs, keepDays } })}
        />
      </section>
      <section className="flex flex-col gap-4 border-line border-t pt-5">
        <h3 className="font-semibold">{words.results}</h3>
        <p className="max-w-[520px] text-ink-2">{words.resultsText}</p>
        <KeptResults />
        <SettingNumber
          label={words.maxMegabytes}
          value={cache?.maxMegabytes}
          placeholder={formatCount(CACHE_MEGABYTES)}
          problem={words.megabytesWrong}
          least={0}
          locked={locked}
          toChange={(maxMegabytes) => ({ cache: { ...cache, maxMegabytes } })}
        />
        <SettingNumber
          label={words.maxAgeDays}
          hint={words.limitsHint}
          value={cache?.maxAgeDays}
          placeholder={formatCount(CACHE_DAYS)}
          problem={words.daysWrong}
          least={1}
          locked={locked}
          toChange={(maxAgeDays) => ({ cache: { ...cache, maxAgeDays } })}
        />
      </section>
    </div>
  );
}

/** How much there is, and the button that clears it. */
function KeptResults() {
  const { stats, error, clear } = useCache();
  const isAdmin = useMay("admin");
  const [asking, setAsking] = useState(false);
  if (error !== undefined) return <ErrorNote error={toShownError(error)} />;
  if (stats === undefined) return <Spinner className="text-ink-3" />;
  const { entries, bytes, pinned } = stats;
  const confirm = async () => {
    try {
      toast.success(words.cleared(formatCount(await clear())));
    } catch (failure) {
      toast.error(toShownError(failure).message);
    }
  };
  return (
    <div className="flex max-w-[520px] items-center justify-between gap-4">
      <p>{words.amount(formatCount(entries), bytesText(bytes), formatCount(pinned))}</p>
      <Button icon={Trash2} disabled={entries === pinned || !isAdmin} onClick={() => setAsking(true)}>
        {words.clear}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={words.clearTitle}
        confirmLabel={words.clear}
        onConfirm={confirm}
      >
        {words.clearText}
      </ConfirmDialog>
    </div>
  );
}
