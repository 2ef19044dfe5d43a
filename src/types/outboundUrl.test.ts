import { expect, it } from "vitest";
import { isNoticeUrl, isProxyUrl, isUpstreamUrl } from "./outboundUrl";

it.each([
  "https://api.openai.com/v1",
  "https://gateway.example:8443/openai",
  "https://192.168.1.20",
  "http://localhost:11434/v1",
  "http://127.0.0.1:4010",
  "http://[::1]:4010",
])("%s may be an upstream", (url) => {
  expect(isUpstreamUrl(url)).toBe(true);
});

it.each([
  ["plain http to another computer", "http://gateway.example/v1"],
  ["plain http to a name that only begins like this computer", "http://localhost.example/v1"],
  ["a name and a password", "https://name:password@gateway.example"],
  ["a query, behind which no path can go", "https://gateway.example/?key=1"],
  ["a fragment", "https://gateway.example/#v1"],
  ["no web address", "file:///etc/passwd"],
  ["no address", "gateway"],
  ["a path where the host should be", "https:///gateway"],
  ["a path where the host should be, on this computer", "http:///localhost"],
  ["no slashes", "https:gateway.example"],
  ["backslashes", "https:\\\\gateway.example"],
  ["a line break inside", "https://gateway\n.example"],
  ["a space at its end", "https://gateway.example/v1 "],
  ["link-local", "https://169.254.169.254/latest"],
  ["link-local as one number", "https://2852039166"],
  ["link-local in octal", "https://0251.0376.0251.0376"],
  ["link-local in IPv6", "https://[fe80::1]"],
  ["link-local behind an IPv4-mapped address", "https://[::ffff:169.254.169.254]"],
  ["link-local behind NAT64", "https://[64:ff9b::169.254.169.254]"],
  ["the metadata service by name", "https://metadata.google.internal"],
  ["the metadata service of another cloud", "https://100.100.100.200"],
])("%s is refused", (_, url) => {
  expect(isUpstreamUrl(url)).toBe(false);
});

it.each(["http://proxy.example:3128", "http://me:secret@proxy.example:3128/", "https://10.0.0.1"])(
  "%s may be a proxy",
  (url) => {
    expect(isProxyUrl(url)).toBe(true);
  },
);

it.each([
  "http:///proxy",
  "socks5://proxy",
  "http://169.254.169.254",
  "http://[fe80::1]:80",
  "http://proxy/path",
  "proxy",
])("%s is no proxy", (url) => {
  expect(isProxyUrl(url)).toBe(false);
});

it("a notice goes where an upstream may be, and a query may say for whom it is", () => {
  expect(isNoticeUrl("https://hooks.example/in?key=a%20b")).toBe(true);
  expect(isNoticeUrl("http://localhost:8080/in?x=1")).toBe(true);
  for (const url of [
    "http://hooks.example/in",
    "https://a:b@hooks.example/in?x",
    "https://hooks.example/in#x",
    "https://hooks.example/in?x#y",
    "?x=1",
  ]) {
    expect(isNoticeUrl(url), url).toBe(false);
  }
});
