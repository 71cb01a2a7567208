import { describe, it } from 'node:test'
import { dump, load } from 'js-yaml'
import { buildConfig } from '../../src/config/build.ts'
import { chartShape } from '../../src/config/chart-schema.ts'
import { configSchema, configShape, DEFAULTS, poolSchema } from '../../src/config/schema.ts'
import { between, keeps, read, table } from './support.ts'

const HEADS = ['key', 'default', 'meaning']

interface Described {
  readonly description?: string | undefined
}
type Shape = Readonly<Record<string, Described>>

const rowsOf = (shape: Shape, defaultOf: (key: string) => string): string[][] =>
  Object.entries(shape).map(([key, { description = '' }]) => [
    `\`${key}\``,
    defaultOf(key),
    description.replaceAll('|', '\\|').replaceAll('<', '&lt;'),
  ])

/** A value as it would stand in a values file, on one line; nothing for what is empty. */
function sayValue(value: unknown): string {
  if (value === undefined || value === null || value === '') return ''
  const isEmpty = typeof value === 'object' && Object.keys(value).length === 0
  return isEmpty ? '' : `\`${dump(value, { flowLevel: 0, lineWidth: -1 }).trim()}\``
}

const defaults: Readonly<Record<string, unknown>> = DEFAULTS
const LONG = new Set(['profiles', 'podSecurityContext', 'securityContext', 'resources', 'utilization'])
const configRows = rowsOf(configShape, (key) => (LONG.has(key) ? 'in the file' : sayValue(defaults[key])))

/** What a pool is that says nothing of itself but its nodeSelector, and what changes when it names its size. */
function poolDefaults(values: object = {}) {
  const nodePools = { user: { nodeSelector: { a: 'b' }, ...values } }
  const pool = buildConfig(configSchema.parse({ nodePools })).config.pools.get('user')
  if (!pool) throw new Error('there is no pool')
  return {
    ...pool,
    leadTime: pool.leadTimeMs ?? 0,
    trailTime: pool.trailTimeMs ?? 0,
    maxPlaceholders: pool.maxPlaceholders ?? 'auto',
  }
}

function poolDefault(key: string): string {
  if (key === 'nodeSelector') return 'required'
  const of = (pool: object) => sayValue(Reflect.get(pool, key))
  const [derived, sized] = [of(poolDefaults()), of(poolDefaults({ resources: { requests: { memory: '1Gi' } } }))]
  return key === 'resources' || derived === sized ? derived : `${derived}; with \`resources.requests\` ${sized}`
}

const [own, shared] = [(key: string) => !(key in configShape), (key: string) => key in configShape]
const poolShape: Shape = poolSchema.shape
const poolRows = [
  ...rowsOf(pick(poolShape, own), poolDefault),
  [
    Object.keys(pick(poolShape, shared))
      .map((key) => `\`${key}\``)
      .join(', '),
    'as above',
    'The same, for this pool alone.',
  ],
]

function pick(shape: Shape, wanted: (key: string) => boolean): Shape {
  return Object.fromEntries(Object.entries(shape).filter(([key]) => wanted(key)))
}

const chartValues = load(read('chart/values.yaml')) as Readonly<Record<string, unknown>>
const chartRows = rowsOf(chartShape, (key) => (LONG.has(key) ? 'in the file' : sayValue(chartValues[key])))

describe('docs/values.md', () => {
  it('has the values of the schema, with their defaults', () =>
    keeps('docs/values.md', (text) => between(text, 'values', table(HEADS, configRows))))

  it('has the values of a pool', () => keeps('docs/values.md', (text) => between(text, 'pool', table(HEADS, poolRows))))

  it("has the chart's own values", () =>
    keeps('docs/values.md', (text) => between(text, 'chart', table(HEADS, chartRows))))
})
