import { readFileSync } from 'node:fs'

/** MiniJinja as it was compiled. In the program as one file it is a part of that: `src/bundle/build.ts`. */
export const wasmFile = (): Uint8Array =>
  readFileSync(new URL(import.meta.resolve('minijinja-js/dist/web/minijinja_js_bg.wasm')))
