# One image for every role: ROLE=all (the default), web or worker. `signet migrate` runs from it as well.
FROM node:24.18.0-trixie-slim AS base
WORKDIR /app

# `npm install` keeps to the lock file as `npm ci` does, but also takes one that does not list every other platform's
# optional packages. package.json pins exactly, so there is nothing for it to choose.
FROM base AS build
COPY package.json package-lock.json ./
COPY console ./console
RUN npm install --no-save --ignore-scripts --no-audit --no-fund
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build

# What runs: no development tools, no embedded Postgres (an optional dependency, for `signet up` on a laptop), and nothing
# that is bundled into the console.
FROM base AS production
COPY package.json package-lock.json ./
RUN npm install --no-save --omit=dev --omit=optional --workspaces=false --ignore-scripts --no-audit --no-fund
# Its bill of materials and licences, from the lock file; an unknown licence ends the build.
COPY scripts/sbom.mjs scripts/licence-policy.mjs ./scripts/
RUN node scripts/sbom.mjs --image

FROM base AS runtime
LABEL org.opencontainers.image.title="signet" \
      org.opencontainers.image.description="Event automation for identity platforms" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production \
    ROLE=all \
    HOST=0.0.0.0 \
    PORT=8080
# Nothing here is installed at run time, so nothing that installs is left.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack \
           /usr/local/bin/yarn /usr/local/bin/yarnpkg /opt/yarn-*
COPY package.json ./
COPY --from=production /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=production /app/sbom ./sbom
# By number, so that Kubernetes can see it is not root. The files stay root's: the program cannot change itself.
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 8080) + '/health/live').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# No tini: the program handles SIGTERM itself and starts no children that could be orphaned.
# What waits for a commit grows old and dies; V8 would let it pile up to four times what is in use: docs/adr/0021, 0023.
ENTRYPOINT ["node", "--max-semi-space-size=16", "--heap-growing-percent=50", "--no-allocation-site-pretenuring", "dist/main.js"]
