import { runPage as words } from "@/components/messages/runPage";
import { buttonClass } from "@/components/ui/Button";
import type { PageForm } from "@/types/pages";

/** What is mended where accounts, keys and models are chosen. */
const elsewhere: ReadonlySet<string> = new Set([
  "connect",
  "reconnect",
  "manage_usage",
  "choose_model",
  "add_key",
  "use_paste",
]);

/** Who can mend a failure, and where, if it is not by another try here. */
export function Mending({ form, error }: { form: PageForm; error: { code: string; action?: string | undefined } }) {
  if (error.code !== "invalid_workflow" && !elsewhere.has(error.action ?? "")) return null;
  if (form.isByLink) return <p className="text-ink-2">{words.askMaker}</p>;
  return (
    <a href={`/?${new URLSearchParams({ workflow: form.id })}`} className={buttonClass("secondary", "sm")}>
      {words.canvas}
    </a>
  );
}
