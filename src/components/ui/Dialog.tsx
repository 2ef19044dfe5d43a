"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { messages } from "@/components/messages/en";
import { cx } from "./cx";
import { IconButton } from "./IconButton";

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** Stands under a line at the bottom and does not scroll. */
  footer?: ReactNode;
  /** Between the title and the scrolling body: a list of tabs, for example. */
  header?: ReactNode;
  width?: "sm" | "md" | "lg" | "xl";
}

const widths = { sm: "max-w-[420px]", md: "max-w-[620px]", lg: "max-w-[820px]", xl: "max-w-[1080px]" };

/** A modal dialog: Escape and a press outside close it, focus goes back to where it came from. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  header,
  width = "md",
}: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        {/* Also over another dialog: what lies below is out of reach and looks so. */}
        <Base.Backdrop
          forceRender
          className="fixed inset-0 z-40 bg-backdrop transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0"
        />
        <Base.Viewport className="fixed inset-0 z-40 flex items-center justify-center p-4">
          <Base.Popup
            // React lets events rise through the portal, to a form that stands around where the dialog was opened.
            onSubmit={(event) => event.stopPropagation()}
            className={cx(
              "flex max-h-full w-full flex-col overflow-hidden rounded-dialog border border-line bg-panel text-ink shadow-float outline-none",
              "transition duration-150 data-ending-style:scale-[0.98] data-starting-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:opacity-0",
              widths[width],
            )}
          >
            <header className="flex items-start gap-4 px-5 pt-5 sm:px-6">
              <div className="min-w-0 flex-1">
                <Base.Title className="font-semibold text-lg">{title}</Base.Title>
                {description && <Base.Description className="mt-1.5 text-ink-2">{description}</Base.Description>}
              </div>
              <Base.Close render={<IconButton label={messages.shell.close} icon={X} className="-mt-1 -mr-1" />} />
            </header>
            {header}
            <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-4 pb-5 sm:px-6 sm:pb-6">{children}</div>
            {footer && <footer className="border-line border-t bg-card px-5 py-3 sm:px-6">{footer}</footer>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
