# One image for servers and workers (compose.yaml, docs/teams.md).
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund && rm -rf .next/cache

FROM node:24-bookworm-slim
WORKDIR /app
# Owned by root: what runs here can change nothing of it.
COPY --from=build /app .
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    PATH=/app/node_modules/.bin:$PATH \
    HOST=0.0.0.0 \
    PORT=3000 \
    PATCHBAY_DATA_DIR=/tmp/patchbay/data \
    XDG_CONFIG_HOME=/tmp/patchbay/config \
    NODE_COMPILE_CACHE=/tmp/patchbay/compiled
USER node
EXPOSE 3000
# The process itself, without npm around it, so that it hears when it is to stop and hands its runs over.
CMD ["node", "--import", "./bin/register.mjs", "bin/start.ts"]
