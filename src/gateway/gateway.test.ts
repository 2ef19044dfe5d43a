import type { IncomingMessage, ServerResponse } from "node:http";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createGateway } from "./gateway";

const gateway = createGateway(() => expect.unreachable("nobody asks for anything of ours"));
const takes = (url: string) => gateway({ url } as IncomingMessage, {} as ServerResponse); // no more is read

it("leaves what has two slashes in front to Next, whatever would be a host, a port or a path of ours behind them", () => {
  const begun = fc.constantFrom("//", "///", "/\\", "//[", "//:99999/", "//%00/", "//name:word@host/");
  const addresses = fc.tuple(begun, fc.constantFrom("", "v1/models", "/v1/models", "mcp"), fc.string());
  fc.assert(fc.property(addresses, (parts) => !takes(parts.join(""))));
});

it("leaves what is no path at all to Next", () => {
  for (const url of ["", "*", "v1/models", "http://["]) expect(takes(url)).toBe(false);
});
