"use client";
import { setup } from "@/components/messages/setup";
import { Dialog } from "@/components/ui/Dialog";
import { TabList, TabPanel, Tabs } from "@/components/ui/Tabs";
import { openSetup, type SetupTab } from "@/store/dialogStore";
import { DefaultsTab } from "./setup/DefaultsTab";
import { ProjectTab } from "./setup/ProjectTab";
import { ProvidersTab } from "./setup/ProvidersTab";
import { StorageTab } from "./setup/StorageTab";

const words = setup;

const tabs = () =>
  [
    { value: "project", label: words.tabs.project },
    { value: "providers", label: words.tabs.providers },
    { value: "defaults", label: words.tabs.defaults },
    { value: "storage", label: words.tabs.storage },
  ] as const;

/** Setup of the project: the document, what pays for its calls, and what new nodes start with. */
export function ProjectSetupModal({ tab, onClose }: { tab: SetupTab; onClose: () => void }) {
  return (
    <Tabs<SetupTab> value={tab} onChange={openSetup}>
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={words.title}
        width="lg"
        header={<TabList tabs={tabs()} label={words.tabsLabel} className="mt-2 px-5 sm:px-6" />}
      >
        <div className="min-h-[min(420px,60vh)]">
          <TabPanel value="project">
            <ProjectTab />
          </TabPanel>
          <TabPanel value="providers">
            <ProvidersTab />
          </TabPanel>
          <TabPanel value="defaults">
            <DefaultsTab />
          </TabPanel>
          <TabPanel value="storage">
            <StorageTab />
          </TabPanel>
        </div>
      </Dialog>
    </Tabs>
  );
}
