"use client";
import { offer as words } from "@/components/messages/offer";
import { Dialog } from "@/components/ui/Dialog";
import { Field, TextArea } from "@/components/ui/Field";
import { Switch } from "@/components/ui/Switch";
import { changeOffer } from "@/store/offerEdits";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import type { Workflow } from "@/types/workflow";
import { OfferedInputs } from "./OfferedInputs";
import { PageAddress } from "./PageAddress";
import { PageLinks } from "./PageLinks";

/** What the open workflow is to people on its page and to programs. */
export function OfferDialog({ onClose }: { onClose: () => void }) {
  const workflow = useWorkflow((state) => state.workflow);
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={words.title}
      description={words.intro}
      width="lg"
    >
      {workflow && <Offer workflow={workflow} />}
    </Dialog>
  );
}

function Offer({ workflow }: { workflow: Workflow }) {
  const { offer = false, description = "" } = workflow.settings ?? {};
  return (
    <div className="flex flex-col gap-6">
      <PageAddress workflow={workflow.id} isSaved={workflow.revision > 0} />
      <Field label={words.description} hint={words.descriptionHint}>
        <TextArea
          rows={3}
          maxLength={4000}
          value={description}
          onChange={({ target }) =>
            workflowActions().edit((doc) => changeOffer(doc, { description: target.value }), { key: "offer" })
          }
        />
      </Field>
      <Field label={words.agents} hint={words.agentsHint} control="button">
        <Switch
          checked={offer}
          onChange={(next) => workflowActions().edit((doc) => changeOffer(doc, { offer: next }))}
        />
      </Field>
      <OfferedInputs workflow={workflow} />
      <PageLinks workflow={workflow.id} isSaved={workflow.revision > 0} />
    </div>
  );
}
