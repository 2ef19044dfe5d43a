import { z } from "zod";

const CHANNEL = "patchbay-documents";

const messageSchema = z.object({ id: z.string(), revision: z.number() });
export type SavedElsewhere = z.infer<typeof messageSchema>;

export interface OtherTabs {
  /** Tells them what was saved here. */
  tell(saved: SavedElsewhere): void;
  close(): void;
}

/** Hears at once what other tabs of this browser save. */
export function listenToOtherTabs(
  onSaved: (saved: SavedElsewhere) => void,
  channel: BroadcastChannel | undefined = openChannel(),
): OtherTabs {
  if (channel !== undefined) {
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const message = messageSchema.safeParse(data);
      if (message.success) onSaved(message.data);
    };
  }
  return { tell: (saved) => channel?.postMessage(saved), close: () => channel?.close() };
}

function openChannel(): BroadcastChannel | undefined {
  return typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(CHANNEL);
}
