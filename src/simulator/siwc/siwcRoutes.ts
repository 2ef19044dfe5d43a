import type { Route } from "@/simulator/http/exchange";
import type { SigningKeys } from "@/simulator/oidc/signingKeys";
import type { Simulation } from "@/simulator/simulation";
import { authorizeRoutes } from "./authorizeRoutes";
import { inferenceRoutes } from "./inferenceRoutes";
import { tokenRoutes } from "./tokenRoutes";

/** OpenAI's plan sharing for open-source and local apps: sign-in, tokens, models and inference. */
export function siwcRoutes(simulation: Simulation, keys: SigningKeys): Route[] {
  return [...authorizeRoutes(simulation), ...tokenRoutes(simulation, keys), ...inferenceRoutes(simulation)];
}
