import { cleanup, render, screen } from "@testing-library/react";
import { SWRConfig } from "swr";
import { afterEach, expect, it } from "vitest";
import { authStatus, serve, stopServing } from "@/components/testServer";
import { usePayerName } from "./usePayerName";

function Name({ id, name }: { id: string; name: string }) {
  return <p>{usePayerName({ kind: "key", id, provider: "compatible", name })}</p>;
}

afterEach(async () => {
  cleanup();
  await stopServing();
});

it("the server of the settings, which nobody named, goes by where it is; others by their names", async () => {
  const server = { source: "env", hasKey: false, api: "auto", skills: {} };
  serve({
    "GET /api/auth/openai/status": authStatus(),
    "GET /api/servers": {
      servers: [
        { ...server, id: "environment", name: "environment", baseUrl: "http://localhost:8000/v1" },
        { ...server, id: "lab", name: "Lab", source: "stored", baseUrl: "http://10.0.0.2/v1" },
      ],
    },
  });
  render(
    <SWRConfig value={{ provider: () => new Map() }}>
      <Name id="environment" name="environment" />
      <Name id="lab" name="Lab" />
      <Name id="gone" name="Gone" />
    </SWRConfig>,
  );
  expect(await screen.findByText("localhost:8000")).toBeTruthy();
  expect(screen.getByText("Lab")).toBeTruthy();
  expect(screen.getByText("Gone")).toBeTruthy();
});
