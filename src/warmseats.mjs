#!/usr/bin/env node
// The command as npm links it. The sources need Node 24; where the `node` on the PATH is older, the one among our
// dependencies runs them.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const NEEDED = 24
const here = (path) => fileURLToPath(new URL(path, import.meta.url))

if (Number(process.versions.node.split('.')[0]) >= NEEDED) await import('./cli.ts')
else {
  const own = here('../node_modules/.bin/node')
  if (!existsSync(own)) {
    process.stderr.write(`warmseats: needs Node.js ${NEEDED} or newer; this is ${process.version}\n`)
    process.exit(2)
  }
  const { status, signal } = spawnSync(own, [here('cli.ts'), ...process.argv.slice(2)], { stdio: 'inherit' })
  process.exitCode = signal ? 1 : (status ?? 1)
}
