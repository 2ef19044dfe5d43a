/** Runs once when the server starts: sets up the services, so that a wrong setting is told at once. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startBackgroundWork } = await import("@/lib/backgroundWork");
  await startBackgroundWork();
  const { startGateway } = await import("@/gateway/startGateway");
  startGateway();
}
