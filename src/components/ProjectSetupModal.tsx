"use client";
import dynamic from "next/dynamic";
import { setup } from "@/components/messages/setup";
import { Dialog } from "@/components/ui/Dialog";
import { TabList, TabPanel, Tabs } from "@/components/ui/Tabs";
import { openSetup, type SetupTab } from "@/store/dialogStore";
import { DefaultsTab } from "./setup/DefaultsTab";
import { ProjectTab } from "./setup/ProjectTab";
import { ProvidersTab } from "./setup/ProvidersTab";
import { StorageTab } from "./setup/StorageTab";

const AccessTab = dynamic(() => import("./access/AccessTab").then((module) => module.AccessTab));
const ToolsTab = dynamic(() => import("./tools/ToolsTab").then((module) => module.ToolsTab));
const SecretsTab = dynamic(() => import("./requestSecrets/SecretsTab").then((module) => module.SecretsTab));
const words = setup;

const tabs = () =>
  [
    { value: "project", label: words.tabs.project },
    { value: "providers", label: words.tabs.providers },
    { value: "tools", label: words.tabs.tools },
    { value: "defaults", label: words.tabs.defaults },
    { value: "storage", label: words.tabs.storage },
    { value: "secrets", label: words.tabs.secrets },
    { value: "access", label: words.tabs.access },
  ] as const;

/** Setup of the project: the document, what pays for its calls, what new nodes start with, and who else may come in. */
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
          <TabPanel value="tools">
            <ToolsTab />
          </TabPanel>
          <TabPanel value="defaults">
            <DefaultsTab />
          </TabPanel>
          <TabPanel value="storage">
            <StorageTab />
          </TabPanel>
          <TabPanel value="secrets">
            <SecretsTab />
          </TabPanel>
          <TabPanel value="access">
            <AccessTab />
          </TabPanel>
        </div>
      </Dialog>
    </Tabs>
  );
}
