import { expect, it } from "vitest";
import { callerAddress, createIsProxy, isNetwork } from "./callerAddress";

const isProxy = createIsProxy(["10.0.0.0/8", "192.0.2.7", "2001:db8:1::/48"]);
const caller = (connection: string, forwarded?: string) =>
  callerAddress(
    new Headers({
      "x-patchbay-address": connection,
      ...(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }),
    }),
    isProxy,
  );

it.each([
  ["203.0.113.9", undefined, "203.0.113.9"],
  ["203.0.113.9", "198.51.100.4", "203.0.113.9"],
  ["10.1.2.3", "198.51.100.4", "198.51.100.4"],
  ["::ffff:10.1.2.3", "198.51.100.4", "198.51.100.4"],
  ["192.0.2.7", "1.1.1.1, 198.51.100.4 , 10.9.9.9", "198.51.100.4"],
  ["192.0.2.8", "198.51.100.4", "192.0.2.8"],
  ["2001:db8:1:2::3", "2001:db8:2::9", "2001:db8:2::9"],
  ["10.1.2.3", "198.51.100.4, unknown", "10.1.2.3"],
  ["10.1.2.3", "", "10.1.2.3"],
  ["10.1.2.3", "10.4.4.4", "10.4.4.4"],
  ["", "198.51.100.4", ""],
])("over the connection of %s, forwarded for %s, %s asks", (connection, forwarded, address) => {
  expect(caller(connection, forwarded)).toBe(address);
});

it("trusts no proxy that is not named", () => {
  const headers = new Headers({ "x-patchbay-address": "127.0.0.1", "x-forwarded-for": "198.51.100.4" });
  expect(callerAddress(headers, createIsProxy([]))).toBe("127.0.0.1");
});

it.each([
  ["10.0.0.1", true],
  ["10.0.0.0/8", true],
  ["fd00::/8", true],
  ["10.0.0.0/33", false],
  ["fd00::/129", false],
  ["10.0.0.0/", false],
  ["10.0.0.0/8/8", false],
  ["proxy.example", false],
  ["", false],
])("%j is an address or a network: %s", (text, is) => {
  expect(isNetwork(text)).toBe(is);
});
