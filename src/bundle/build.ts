/**
 * The program without its packages. `npm run build:kubectl`: as one file that needs nothing but Node, `kubectl warmseats` once it is
 * on the PATH. `npm run build:image`: as a folder, of which a command loads what it needs; the image has that.
 */
import { chmod, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { type BuildOptions, build, type Metafile } from 'esbuild'
import { embedded } from './embedded.ts'
import { lean } from './lean.ts'
import { LICENCES_FILE, licences } from './licences.ts'
import { missingPackages } from './missing.ts'
import { namelessImports, names } from './names.ts'

const ROOT = join(import.meta.dirname, '../..')
const BEGINNING = 'warmseats.mjs'

const { values, positionals } = parseArgs({ options: { folder: { type: 'boolean' } }, allowPositionals: true })
const [out = join(ROOT, 'out', values.folder ? 'image' : 'kubectl-warmseats')] = positionals

/** Before anything else of a file runs: some of our packages ask for `require`. */
const REQUIRE = `import { createRequire as $createRequire } from 'node:module'
const require = $createRequire(import.meta.url)`

const HEAD = `#!/usr/bin/env node
${REQUIRE}
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(\`warmseats: needs Node.js 24 or newer; this is \${process.version}\\n\`)
  process.exit(2)
}`

const shared = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // Not the names: errors and traces have them, and to give them back afterwards (`keepNames`) costs each start 3 MiB of heap.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'inline',
  loader: { '.wasm': 'binary' },
  // Node would take what it has for `require`, of which nothing can be left out.
  alias: { rxjs: join(ROOT, 'node_modules/rxjs/dist/esm/index.js') },
  plugins: [embedded(ROOT), lean(ROOT), names],
  metafile: true,
  logLevel: 'warning',
} satisfies BuildOptions
const entry = join(import.meta.dirname, 'main.ts')

if (values.folder) {
  await rm(out, { recursive: true, force: true })
  const { metafile } = await build({
    ...shared,
    entryPoints: { [BEGINNING.replace(/\.mjs$/, '')]: entry },
    outdir: out,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    define: { BEGINNING: JSON.stringify(`./${BEGINNING}`) },
    banner: { js: REQUIRE },
  })
  for (const path of namelessImports(metafile))
    refuse(
      `${path} is no ES module: where it is loaded by \`await import\` its names are not there; let a module of ours export them`,
    )
  await complete(metafile, out)
} else {
  const { metafile } = await build({
    ...shared,
    entryPoints: [entry],
    outfile: out,
    define: { BEGINNING: '""' },
    banner: { js: HEAD },
  })
  await complete(metafile, dirname(out))
  await chmod(out, 0o755)
}
process.stdout.write(`${out}\n`)

async function complete(metafile: Metafile, folder: string): Promise<void> {
  for (const path of missingPackages(metafile))
    refuse(`${path} is asked for, and is not in the bundle: there are no packages beside it`)
  await writeFile(join(folder, LICENCES_FILE), await licences(metafile, ROOT))
}

function refuse(because: string): void {
  process.stderr.write(`${because}\n`)
  process.exitCode = 1
}
