import { expect, it } from "vitest";
import { isNeighbour } from "./neighbour";

const ask = (address: string, headers: Record<string, string>) => isNeighbour(address, new Headers(headers));

it.each(["127.0.0.1", "::1", "::ffff:127.0.0.1"])("a caller at %s is on this computer", (address) => {
  expect(ask(address, { host: "localhost:3000" })).toBe(true);
  expect(ask(address, { host: "[::1]:3000" })).toBe(true);
});

it.each([
  ["whose address is another", "10.0.0.7", { host: "localhost:3000" }],
  ["of whom nobody knows the address", "", { host: "localhost:3000" }],
  ["whom a proxy here has passed on", "127.0.0.1", { host: "localhost:3000", "x-forwarded-for": "10.0.0.7" }],
  ["whom a proxy has passed on under its name", "127.0.0.1", { host: "patchbay.example" }],
  ["who names no host", "127.0.0.1", {}],
])("a caller %s is none", (_, address, headers) => {
  expect(ask(address, headers)).toBe(false);
});
