# The controller's image: Node, and the program as a folder without packages.

# What is built is plain JavaScript, so this stage runs on the builder's own platform, whatever the image is for.
FROM --platform=$BUILDPLATFORM node:24.21.0-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6 AS program
# The list of what is in the image names packages by their folders, which only this stage has.
ARG BUILDKIT_SBOM_SCAN_STAGE=true
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY src ./src
COPY streams ./streams
COPY examples/scenarios ./examples/scenarios
RUN npm run build:image && npm prune --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund
# `kubectl exec … -- warmseats …`
RUN printf '#!/bin/sh\nexec node /app/warmseats.mjs "$@"\n' > /warmseats && chmod 0755 /warmseats

# No RUN from here on: it would be emulated for other platforms.
FROM node:24.21.0-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6
LABEL org.opencontainers.image.title="warmseats" \
      org.opencontainers.image.description="Keeps seats warm on a JupyterHub cluster" \
      org.opencontainers.image.source="https://github.com/warmseats/warmseats" \
      org.opencontainers.image.licenses="BSD-3-Clause"
# There is no user 65532 in /etc/passwd, and none is needed; HOME, because nobody's would be the root folder. One arena: almost
# everything is done in one thread, and each arena keeps memory for itself.
ENV NODE_ENV=production HOME=/tmp MALLOC_ARENA_MAX=1
WORKDIR /app
COPY --from=program /warmseats /usr/local/bin/warmseats
COPY --from=program /app/out/image ./
COPY LICENSE ./
COPY examples/scenarios ./examples/scenarios
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["node", "/app/warmseats.mjs"]
