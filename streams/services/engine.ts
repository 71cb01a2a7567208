import { Environment, initSync } from 'minijinja-js/dist/web/minijinja_js.js'
import type { Engine } from '../../src/domain/profiles/services/template.ts'
import { wasmFile } from './wasm-file.ts'
import { withMostPages } from './wasm-memory.ts'

/** What a template may hold in memory, whatever it multiplies. */
export const TEMPLATE_MB = 32
const PAGES = TEMPLATE_MB * 16

/** Steps of the interpreter; a loop's turn takes five to ten. */
const FUEL = 200_000

/** An engine that has met its limit is broken: a thread that has one ends. */
export class EngineSpent extends Error {
  constructor() {
    super(`it takes more than ${TEMPLATE_MB} MB of memory; make its texts and lists shorter`)
  }
}

/**
 * Jinja2 as MiniJinja has it, interpreted in WebAssembly: a template reaches its own memory, and nothing of JavaScript. Once in a
 * thread, as the library is.
 */
export function jinjaEngine(): Engine {
  initSync({ module: withMostPages(wasmFile(), PAGES) })
  const environment = new Environment()
  // The name is misspelt in the library. Strict, except that `if` may ask whether something is given.
  environment.undefinedBehavior = 'semi_strct'
  environment.enablePyCompat()
  environment.removeGlobal('debug')
  environment.fuel = FUEL
  return (template, variables) => {
    try {
      return environment.renderStr(template, variables)
    } catch (error) {
      // A trap; what a template does wrong is an Error like others.
      if (error instanceof Error && error.name === 'RuntimeError') throw new EngineSpent()
      throw error
    }
  }
}
