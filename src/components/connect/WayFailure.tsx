import { ErrorNote } from "@/components/ErrorNote";
import { connect } from "@/components/messages/connect";
import { Button } from "@/components/ui/Button";
import type { ShownFailure } from "./signInWays";

/** Why one way did not work, where its control was, and the way to try it again. */
export function WayFailure({ error, onRetry }: { error: ShownFailure; onRetry: () => void }) {
  return (
    <div className="mt-3">
      <ErrorNote error={error}>
        <Button size="sm" onClick={onRetry}>
          {connect.newAttempt}
        </Button>
      </ErrorNote>
    </div>
  );
}
