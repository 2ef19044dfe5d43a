"use client";
import { toShownError } from "@/components/ErrorNote";
import { useAuthStatus } from "@/components/hooks/useAuthStatus";
import { useSettings } from "@/components/hooks/useSettings";
import { connect } from "@/components/messages/connect";
import { Button, buttonClass } from "@/components/ui/Button";
import { toast } from "@/components/ui/toast";

const words = connect.planNotice;
const USAGE_URL = "https://chatgpt.com/settings/usage";

/** Said once, after the first sign-in that shares a plan: what pays now, and where that is managed. */
export function PlanNotice() {
  const { status } = useAuthStatus();
  const { settings, update } = useSettings();
  const account = status?.accounts.find(({ planUse, status }) => planUse === true && status === "active");
  if (account === undefined || settings === undefined || settings.planNoticeSeen === true) return null;
  const dismiss = () =>
    void update({ planNoticeSeen: true }).catch((error: unknown) => toast.error(toShownError(error).message));
  return (
    <section
      aria-label={words.label}
      className="fixed top-[64px] left-4 z-30 w-[320px] rounded-card max-sm:right-4 max-sm:w-auto border border-line bg-panel p-4 shadow-float"
    >
      <div role="status">
        <h2 className="font-semibold">{words.title}</h2>
        <p className="mt-1 text-ink-2">{words.text}</p>
      </div>
      <div className="mt-3 flex justify-end gap-2">
        <a
          href={account.manageUsageUrl ?? USAGE_URL}
          target="_blank"
          rel="noopener noreferrer"
          className={buttonClass("ghost")}
        >
          {words.manage}
        </a>
        <Button variant="primary" onClick={dismiss}>
          {words.gotIt}
        </Button>
      </div>
    </section>
  );
}
