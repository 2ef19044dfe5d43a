"use client";
import { ChevronDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo } from "react";
import { IN_PASSING_MS, useActivity } from "@/components/hooks/useActivity";
import { countWaits } from "@/components/inbox/countWaits";
import { drawer } from "@/components/messages/drawer";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/IconButton";
import { TabList, TabPanel, Tabs } from "@/components/ui/Tabs";
import { ActivityTab } from "./ActivityTab";
import { closeDrawer, type DrawerTab, openDrawer, useDrawer } from "./drawerUi";
import { HistoryTab } from "./HistoryTab";
import { ProblemsTab } from "./ProblemsTab";
import { groupProblems } from "./problems";
import { RunActions } from "./RunActions";
import { RunTotals } from "./RunTotals";
import { Timeline } from "./Timeline";
import { useRunSample } from "./useRunSample";

const InboxTab = dynamic(() => import("@/components/inbox/InboxTab").then((module) => module.InboxTab), { ssr: false });
const words = drawer;

/** Under the canvas: the shown run over time, the runs before it, what went wrong, and what runs elsewhere. */
export function RunDrawer() {
  const tab = useDrawer((state) => state.tab);
  const { run } = useRunSample();
  const problems = useMemo(() => groupProblems(run).length, [run]);
  const { activity } = useActivity(IN_PASSING_MS);
  const tabs = [
    { value: "run", label: words.tabs.run },
    { value: "history", label: words.tabs.history },
    { value: "problems", label: words.tabs.problems, count: problems },
    { value: "inbox", label: words.tabs.inbox, count: countWaits(activity?.runs) },
    { value: "activity", label: words.tabs.activity, count: activity?.runs.length },
  ] as const;
  return (
    <section
      aria-label={words.label}
      className={cx(
        tab === "inbox" ? "h-[52dvh]" : "h-[260px] max-h-[46dvh]",
        "shrink-0 border-line border-t bg-panel",
      )}
    >
      <Tabs<DrawerTab> value={tab} onChange={openDrawer} className="flex h-full flex-col">
        <div className="flex shrink-0">
          <TabList tabs={tabs} label={words.label} className="min-w-28 flex-1 px-3.5" />
          <div className="flex min-w-0 items-center gap-2 border-line border-b pr-2 pl-3">
            <RunTotals />
            <RunActions />
            <IconButton size="sm" icon={ChevronDown} label={words.close} onClick={closeDrawer} />
          </div>
        </div>
        <TabPanel value="run" className="min-h-0 flex-1">
          <Timeline />
        </TabPanel>
        <TabPanel value="history" className="min-h-0 flex-1 overflow-y-auto">
          <HistoryTab />
        </TabPanel>
        <TabPanel value="problems" className="min-h-0 flex-1 overflow-y-auto">
          <ProblemsTab />
        </TabPanel>
        <TabPanel value="inbox" className="min-h-0 flex-1 overflow-hidden">
          <InboxTab />
        </TabPanel>
        <TabPanel value="activity" className="min-h-0 flex-1 overflow-y-auto">
          <ActivityTab />
        </TabPanel>
      </Tabs>
    </section>
  );
}
