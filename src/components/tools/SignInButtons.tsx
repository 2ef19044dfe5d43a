import { useState } from "react";
import { toShownError } from "@/components/ErrorNote";
import { signOutOfTools, startToolSignIn } from "@/components/hooks/toolServerChanges";
import { toolServers } from "@/components/messages/toolServers";
import { Button } from "@/components/ui/Button";
import { toast } from "@/components/ui/toast";
import type { ToolServerView } from "@/types/tools";

const words = toolServers;

/** Signing in at a server that wants it, and out of one. */
export function SignInButtons({ server }: { server: ToolServerView }) {
  if (server.status === "sign_in") return <SignIn server={server} />;
  return server.isSignedIn === true ? <SignOut server={server} /> : null;
}

/** The tab opens with the press itself, since one that opens after the answer would be taken for a popup. */
function SignIn({ server: { id } }: { server: ToolServerView }) {
  const [isBusy, setIsBusy] = useState(false);
  const begin = async () => {
    const tab = window.open("", "_blank");
    // The page of somebody else has no business with this one.
    if (tab !== null) tab.opener = null;
    setIsBusy(true);
    try {
      const { url } = await startToolSignIn(id);
      if (tab === null) window.location.assign(url);
      else tab.location.href = url;
    } catch (failure) {
      tab?.close();
      toast.error(toShownError(failure).message);
    }
    setIsBusy(false);
  };
  return (
    <Button busy={isBusy} onClick={() => void begin()}>
      {words.signIn}
    </Button>
  );
}

function SignOut({ server: { id, name } }: { server: ToolServerView }) {
  const leave = async () => {
    try {
      await signOutOfTools(id);
      toast(words.isSignedOut(name));
    } catch (failure) {
      toast.error(toShownError(failure).message);
    }
  };
  return (
    <Button variant="ghost" onClick={() => void leave()}>
      {words.signOut}
    </Button>
  );
}
