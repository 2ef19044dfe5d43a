import { expect, it } from "vitest";
import { isNeighbour } from "./neighbour";

const host = "localhost:3000";
const ask = (address: string, headers: Record<string, string>) => isNeighbour(address, new Headers(headers));

it.each(["127.0.0.1", "::1", "::ffff:127.0.0.1"])("a caller at %s is on this computer", (address) => {
  expect(ask(address, { host })).toBe(true);
  expect(ask(address, { host: "[::1]:3000" })).toBe(true);
  // As Next hands it on.
  const added = { "x-forwarded-for": address, "x-forwarded-host": host, "x-forwarded-port": "3000" };
  expect(ask(address, { host, ...added, "x-forwarded-proto": "http" })).toBe(true);
});

it.each([
  ["whose address is another", "10.0.0.7", { host }],
  ["whose address is another, whatever it says", "10.0.0.7", { host, "x-forwarded-for": "127.0.0.1" }],
  ["of whom nobody knows the address", "", { host }],
  ["whom a proxy here has passed on", "127.0.0.1", { host, "x-forwarded-for": "10.0.0.7" }],
  ["whom a proxy has passed on with its own words", "127.0.0.1", { host, "x-forwarded-for": "127.0.0.1, 10.0.0.7" }],
  ["whom a proxy calls by its address", "127.0.0.1", { host, "x-real-ip": "10.0.0.7" }],
  ["whom a proxy was asked by under its name", "127.0.0.1", { host, "x-forwarded-host": "patchbay.example" }],
  ["that came through something", "127.0.0.1", { host, via: "1.1 proxy" }],
  ["that came for somebody", "127.0.0.1", { host, forwarded: "for=10.0.0.7" }],
  ["whom a proxy has passed on under its name", "127.0.0.1", { host: "patchbay.example" }],
  ["who names no host", "127.0.0.1", {}],
])("a caller %s is none", (_, address, headers) => {
  expect(ask(address, headers)).toBe(false);
});
