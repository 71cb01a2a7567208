/** `npm run chart:schema`: writes the chart's `values.schema.json` from the values schema. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { valuesJsonSchema } from './chart-schema.ts'

const path = join(import.meta.dirname, '../../chart/values.schema.json')
writeFileSync(path, `${JSON.stringify(valuesJsonSchema(), null, 2)}\n`)
