import { describe, it } from 'node:test'
import { UTILIZATION_DEFAULTS, utilizationShape } from '../../src/config/utilization-schema.ts'
import { ENVIRONMENT } from '../../src/config/utilization-variables.ts'
import { between, keeps, table } from './support.ts'

const defaults: Readonly<Record<string, unknown>> = UTILIZATION_DEFAULTS
const environment: Readonly<Record<string, string>> = ENVIRONMENT

const say = (value: unknown) =>
  `\`${Array.isArray(value) ? `[${value.join(', ')}]` : typeof value === 'object' ? JSON.stringify(value) : value}\``

const rows = Object.entries(utilizationShape).map(([key, { description = '' }]) => [
  `\`${key}\``,
  environment[key] ? `\`${environment[key]}\`` : '',
  say(defaults[key]),
  description,
])

describe('docs/utilization.md', () => {
  it('has the settings of the schema, with their defaults and environment variables', () =>
    keeps('docs/utilization.md', (text) =>
      between(text, 'settings', table(['key', 'environment', 'default', 'meaning'], rows)),
    ))
})
