/** `npm run build:kubectl`: the program as one file that needs nothing but Node, `kubectl warmseats` once it is on the PATH. */
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'

const ROOT = join(import.meta.dirname, '../..')
const [outfile = join(ROOT, 'out/kubectl-warmseats')] = process.argv.slice(2)

/** Before anything else of the file runs; some of our packages ask for `require`. */
const HEAD = `#!/usr/bin/env node
import { createRequire as $createRequire } from 'node:module'
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(\`warmseats: needs Node.js 24 or newer; this is \${process.version}\\n\`)
  process.exit(2)
}
const require = $createRequire(import.meta.url)`

/** The engine of templates is a file beside its sources; here it is a part of this one. */
const ENGINE: Plugin = {
  name: 'engine',
  setup: ({ onLoad }) =>
    onLoad({ filter: /streams[\\/]services[\\/]wasm-file\.ts$/ }, () => ({
      contents: "import wasm from 'minijinja-js/dist/web/minijinja_js_bg.wasm'\nexport const wasmFile = () => wasm",
    })),
}

await build({
  entryPoints: [join(import.meta.dirname, 'main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minify: true,
  keepNames: true,
  legalComments: 'inline',
  loader: { '.wasm': 'binary' },
  plugins: [ENGINE],
  banner: { js: HEAD },
  logLevel: 'warning',
})
await chmod(outfile, 0o755)
process.stdout.write(`${outfile}\n`)
