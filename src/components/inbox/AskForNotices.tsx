import { Bell } from "lucide-react";
import { useState } from "react";
import { inbox as words } from "@/components/messages/inbox";
import { Button } from "@/components/ui/Button";
import { tip } from "@/components/ui/tip";
import { startNotices } from "./waitNotices";

/** Offers notices of the browser as long as it was never asked whether it may show some. */
export function AskForNotices() {
  const [canAsk, setCanAsk] = useState(
    () => typeof Notification !== "undefined" && Notification.permission === "default",
  );
  if (!canAsk) return null;
  const ask = async () => {
    const permission = await Notification.requestPermission();
    setCanAsk(false);
    if (permission === "granted") startNotices();
  };
  return (
    <Button
      size="sm"
      variant="ghost"
      icon={Bell}
      className="m-2 self-start"
      {...tip(words.notifyHint)}
      onClick={() => void ask()}
    >
      {words.notify}
    </Button>
  );
}
