"use client";
import { ChevronDown } from "lucide-react";
import { runs } from "@/components/messages/runs";
import { IconButton } from "@/components/ui/IconButton";
import { TabList, TabPanel, Tabs } from "@/components/ui/Tabs";
import { useRun } from "@/store/useRun";
import { closeDrawer, type DrawerTab, openDrawer, useDrawer } from "./drawerUi";
import { HistoryTab } from "./HistoryTab";
import { ProblemsTab } from "./ProblemsTab";
import { groupProblems } from "./problems";
import { RunActions } from "./RunActions";
import { RunTotals } from "./RunTotals";
import { Timeline } from "./Timeline";

const words = runs.drawer;

/** Under the canvas: the shown run over time, the runs before it, and what went wrong. */
export function RunDrawer() {
  const tab = useDrawer((state) => state.tab);
  const problems = useRun(({ run }) => groupProblems(run).length);
  const tabs = [
    { value: "run", label: words.tabs.run },
    { value: "history", label: words.tabs.history },
    { value: "problems", label: words.tabs.problems, count: problems },
  ] as const;
  return (
    <section aria-label={words.label} className="h-[232px] shrink-0 border-line border-t bg-panel">
      <Tabs<DrawerTab> value={tab} onChange={openDrawer} className="flex h-full flex-col">
        <div className="relative shrink-0">
          <TabList tabs={tabs} label={words.label} className="px-3.5" />
          <div className="absolute inset-y-0 right-2 flex items-center gap-2">
            <RunTotals />
            <RunActions />
            <IconButton size="sm" icon={ChevronDown} label={words.close} onClick={closeDrawer} />
          </div>
        </div>
        <TabPanel value="run" className="min-h-0 flex-1 overflow-y-auto">
          <Timeline />
        </TabPanel>
        <TabPanel value="history" className="min-h-0 flex-1 overflow-y-auto">
          <HistoryTab />
        </TabPanel>
        <TabPanel value="problems" className="min-h-0 flex-1 overflow-y-auto">
          <ProblemsTab />
        </TabPanel>
      </Tabs>
    </section>
  );
}
