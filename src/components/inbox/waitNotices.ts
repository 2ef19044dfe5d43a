import { inbox as words } from "@/components/messages/inbox";
import { formatCount } from "@/components/nodes/format";
import { openDrawer } from "@/components/runs/drawerUi";
import { readActivity } from "@/store/endpoints";
import { countWaits } from "./countWaits";

/** How often it is looked while nobody looks at the page, in milliseconds. */
const LOOK_MS = 15_000;

let timer: ReturnType<typeof setInterval> | undefined;

/** From now on tells, while the page is hidden, when runs ask more than before; nothing where that is not allowed. */
export function startNotices(): void {
  if (timer !== undefined || typeof Notification === "undefined" || Notification.permission !== "granted") return;
  let known: number | undefined;
  timer = setInterval(() => {
    if (!document.hidden) {
      // Whoever looks sees it.
      known = undefined;
      return;
    }
    readActivity().then(
      ({ runs }) => {
        const count = countWaits(runs);
        if (known !== undefined && count > known) tell(count);
        known = count;
      },
      () => undefined, // away, or signed out: the next look tells
    );
  }, LOOK_MS);
}

function tell(count: number): void {
  // One notice for all that is asked, which the next takes the place of.
  const notice = new Notification("Patchbay", { body: words.left(count, formatCount(count)), tag: "patchbay-inbox" });
  notice.onclick = () => {
    window.focus();
    openDrawer("inbox");
    notice.close();
  };
}
