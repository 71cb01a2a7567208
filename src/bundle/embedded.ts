import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'

/** What lies in files beside the sources is a part of the bundle: by the modules that read it otherwise. */
export const embedded = (root: string): Plugin => ({
  name: 'embedded',
  setup: ({ onLoad }) => {
    onLoad({ filter: /streams[\\/]services[\\/]wasm-file\.ts$/ }, () => ({
      contents: "import wasm from 'minijinja-js/dist/web/minijinja_js_bg.wasm'\nexport const wasmFile = () => wasm",
    }))
    onLoad({ filter: /commands[\\/]demo[\\/]scenario\.ts$/ }, async () => {
      const text = await readFile(join(root, 'examples/scenarios/lecture-350.yaml'), 'utf8')
      return { contents: `export const scenarioText = () => ${JSON.stringify(text)}` }
    })
  },
})
