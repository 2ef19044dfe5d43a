import type { NextConfig } from "next";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm test` checks the types; a person who only starts the app should not wait for it.
  typescript: { ignoreBuildErrors: true },
  // Our images are data URLs and assets by hash: the optimizer would only be one more way in.
  images: { unoptimized: true },
  // Answers stream; gzip would hold them back until a block is full.
  compress: false,
  // Loaded when an agent comes or a tool is called, from where it is installed: bundled, it would bring all of zod into what is loaded at
  // the start, with its languages.
  serverExternalPackages: ["@modelcontextprotocol/server", "@modelcontextprotocol/client"],
  experimental: {
    optimizePackageImports: ["lucide-react", "@base-ui/react"],
    // A route is loaded when it is asked for first: an idle server is 5 MB smaller.
    preloadEntriesOnStart: false,
  },
};

export default config;
