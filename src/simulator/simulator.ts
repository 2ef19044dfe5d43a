import { createServer, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { anthropicPath, anthropicRoutes } from "./anthropic/routes";
import { codexRoutes } from "./codex/routes";
import { compatibleRoutes } from "./compatible/routes";
import { createControl } from "./control/control";
import { controlRoutes } from "./control/controlRoutes";
import { geminiRoutes } from "./gemini/routes";
import { googleRoutes } from "./google/googleRoutes";
import { googlePath } from "./google/googleState";
import { createDispatcher } from "./http/dispatch";
import type { Route } from "./http/exchange";
import { geminiImageRoutes } from "./images/geminiImageRoutes";
import { keyImageRoutes } from "./images/keyImageRoutes";
import { planImageRoutes } from "./images/planImageRoutes";
import { registerApiKeyExchange } from "./oidc/apiKeyExchange";
import { createBearerCheck } from "./oidc/bearer";
import { createDeviceCodes } from "./oidc/deviceCode";
import { createOidcServer } from "./oidc/provider";
import { signInRoutes } from "./oidc/signInRoutes";
import { createSigningKeys } from "./oidc/signingKeys";
import { tokenEndpointRoutes } from "./oidc/tokenEndpoint";
import { platformRoutes } from "./platform/routes";
import { createSimulation, usualSwitches } from "./simulation";
import { siwcRoutes } from "./siwc/siwcRoutes";
import type { RecordedRequest, Simulator, SimulatorOptions } from "./types";

export type { Simulator, SimulatorOptions };

export const defaultPort = 4010;
const loopback = "127.0.0.1";

/**
 * Starts every simulated upstream on one loopback port: the ChatGPT sign-in, the plan backend, the OpenAI platform,
 * Anthropic, Gemini and its sign-in with Google. Rejects when the port is taken.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const server = createServer();
  const port = await listen(server, options.port ?? defaultPort);
  const url = `http://${loopback}:${port}`;
  const simulation = createSimulation(options, url);
  const keys = await createSigningKeys();
  const oidc = createOidcServer(simulation, keys, options.redirectUris ?? []);
  registerApiKeyExchange(oidc);
  const devices = createDeviceCodes(simulation, oidc);
  const control = createControl(simulation, oidc, devices, () => usualSwitches(options));
  const checkBearer = createBearerCheck(simulation, oidc);
  const requests: RecordedRequest[] = [];
  const routes: Route[] = [
    ...tokenEndpointRoutes(simulation, oidc),
    ...signInRoutes(simulation, oidc),
    ...devices.routes,
    ...codexRoutes(simulation, checkBearer),
    ...planImageRoutes(simulation, checkBearer),
    ...siwcRoutes(simulation, keys),
    ...platformRoutes(simulation),
    ...anthropicRoutes(simulation),
    ...compatibleRoutes(simulation),
    ...keyImageRoutes(simulation),
    ...geminiImageRoutes(simulation),
    ...geminiRoutes(simulation),
    ...googleRoutes(simulation, keys),
    ...(options.control === true ? controlRoutes(control, requests, simulation.counters) : []),
  ];
  server.on("request", createDispatcher(simulation, routes, requests));
  server.on("upgrade", (request, socket) => {
    requests.push({ method: "UPGRADE", path: request.url ?? "/", status: 426, facts: {} });
    simulation.log(`UPGRADE ${request.url} 426`);
    refuseUpgrade(socket);
  });
  return {
    url,
    port,
    issuer: url,
    env: {
      OPENAI_AUTH_ISSUER: url,
      CHATGPT_BASE_URL: `${url}/backend-api`,
      SIWC_BASE_URL: `${url}/v1`,
      OPENAI_BASE_URL: `${url}/v1`,
      ANTHROPIC_BASE_URL: `${url}${anthropicPath}`,
      GEMINI_BASE_URL: url,
      GOOGLE_OAUTH_ISSUER: `${url}${googlePath}`,
      GOOGLE_OAUTH_CLIENT_ID: "simulated.apps.googleusercontent.com",
      GOOGLE_OAUTH_CLIENT_SECRET: "simulated",
    },
    requests,
    counters: simulation.counters,
    control,
    close: () => close(server),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, loopback, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

/** The real backend offers WebSockets; the client takes 426 as "use HTTP". */
function refuseUpgrade(socket: Duplex): void {
  socket.end("HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
