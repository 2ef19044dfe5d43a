import type { Route } from "@/simulator/http/exchange";
import type { SigningKeys } from "@/simulator/oidc/signingKeys";
import type { Simulation } from "@/simulator/simulation";
import { authorizeRoutes } from "./authorizeRoutes";
import { tokenRoutes } from "./tokenRoutes";

/** Google's sign-in, whose tokens Gemini takes. */
export function googleRoutes(simulation: Simulation, keys: SigningKeys): Route[] {
  return [...authorizeRoutes(simulation, keys), ...tokenRoutes(simulation, keys)];
}
