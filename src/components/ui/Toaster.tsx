"use client";
import { CircleAlert, CircleCheck, Info } from "lucide-react";
import { Toaster as Sonner } from "sonner";

/** Where toasts appear; stands once in the shell, and comes after the first page. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-center"
      gap={8}
      // Above the toolbar of the canvas.
      offset={{ bottom: 84 }}
      mobileOffset={16}
      icons={{
        success: <CircleCheck size={16} strokeWidth={1.75} className="text-ok" aria-hidden />,
        error: <CircleAlert size={16} strokeWidth={1.75} className="text-error" aria-hidden />,
        info: <Info size={16} strokeWidth={1.75} className="text-ink-2" aria-hidden />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-[356px] max-w-[calc(100vw-32px)] items-start gap-2.5 rounded-card border border-line bg-panel px-3.5 py-3 font-sans text-ink text-sm shadow-float",
          content: "min-w-0 flex-1",
          title: "font-medium",
          description: "mt-0.5 text-ink-2",
          closeButton:
            "absolute -top-2 -right-2 flex size-5 items-center justify-center rounded-full border border-line bg-panel text-ink-2 hover:bg-hover [&_svg]:size-3",
          actionButton:
            "order-last ml-1 h-7 shrink-0 rounded-control border border-line bg-card px-2.5 font-medium text-ink text-xs hover:bg-hover",
        },
      }}
    />
  );
}
