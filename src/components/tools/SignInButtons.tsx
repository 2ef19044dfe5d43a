import { toShownError } from "@/components/ErrorNote";
import { signOutOfTools, startToolSignIn } from "@/components/hooks/toolServerChanges";
import { toolServers } from "@/components/messages/toolServers";
import { SignInButton } from "@/components/setup/SignInButton";
import { Button } from "@/components/ui/Button";
import { toast } from "@/components/ui/toast";
import type { ToolServerView } from "@/types/tools";

const words = toolServers;

/** Signing in at a server that wants it, and out of one. */
export function SignInButtons({ server }: { server: ToolServerView }) {
  const { id, status } = server;
  if (status === "sign_in") return <SignInButton label={words.signIn} start={() => startToolSignIn(id)} />;
  return server.isSignedIn === true ? <SignOut server={server} /> : null;
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
