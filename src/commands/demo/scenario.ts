import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The scenario that the demo plays. In the bundle it is a part of that: `src/bundle/build.ts`. */
export const scenarioText = (): string =>
  readFileSync(join(import.meta.dirname, '../../../examples/scenarios/lecture-350.yaml'), 'utf8')
