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
  experimental: { optimizePackageImports: ["lucide-react", "@base-ui/react"] },
};

export default config;
