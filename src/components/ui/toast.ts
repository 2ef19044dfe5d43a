import type { ExternalToast } from "sonner";

type Look = "message" | "success" | "info" | "warning" | "error";

function show(look: Look, text: string, options?: ExternalToast): void {
  void import("sonner").then(({ toast: sonner }) => sonner[look](text, options));
}

/** `toast("…")`, `toast.error("…", { action })` from anywhere; what is said before the first page is whole is shown then. */
export const toast = Object.assign((text: string, options?: ExternalToast) => show("message", text, options), {
  success: (text: string, options?: ExternalToast) => show("success", text, options),
  info: (text: string, options?: ExternalToast) => show("info", text, options),
  warning: (text: string, options?: ExternalToast) => show("warning", text, options),
  error: (text: string, options?: ExternalToast) => show("error", text, options),
  /** Takes away the one that was shown with this `id`. */
  dismiss: (id: string) => void import("sonner").then(({ toast: sonner }) => sonner.dismiss(id)),
});
