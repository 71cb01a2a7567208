import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { CHART_KEYS, valuesJsonSchema } from '../../src/config/chart-schema.ts'
import { configShape, poolSchema } from '../../src/config/schema.ts'

interface JsonSchema {
  readonly $schema?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema | boolean
  readonly items?: JsonSchema
  readonly patternProperties?: Readonly<Record<string, { readonly const?: string }>>
  readonly description?: string
  readonly type?: string | readonly string[]
  readonly anyOf?: readonly JsonSchema[]
  readonly enum?: readonly unknown[]
}

const schema = JSON.parse(JSON.stringify(valuesJsonSchema())) as JsonSchema
const pool = (schema.properties?.nodePools?.additionalProperties ?? {}) as JsonSchema

/** Every schema in it, with its path. */
function* parts(one: JsonSchema, path = ''): Generator<[string, JsonSchema]> {
  yield [path, one]
  for (const [key, inner] of Object.entries(one.properties ?? {})) yield* parts(inner, `${path}.${key}`)
  for (const inner of one.anyOf ?? []) yield* parts(inner, path)
  if (one.items) yield* parts(one.items, `${path}[]`)
  if (typeof one.additionalProperties === 'object') yield* parts(one.additionalProperties, `${path}.*`)
}

describe("the chart's values.schema.json", () => {
  it('is draft 7, which every helm reads', () => assert.match(schema.$schema ?? '', /draft-07/))
  it('knows every key of the config and of the chart', () => {
    const expected = new Set([...Object.keys(configShape), ...CHART_KEYS])
    assert.deepEqual(new Set(Object.keys(schema.properties ?? {})), expected)
    assert.deepEqual(new Set(Object.keys(pool.properties ?? {})), new Set(Object.keys(poolSchema.shape)))
  })
  it('has each value of a choice once, those of YAML’s `on` and `off` too', () => {
    for (const [path, { enum: values = [] }] of parts(schema)) assert.equal(new Set(values).size, values.length, path)
    const { history } = schema.properties?.forecast?.properties ?? {}
    assert.deepEqual(new Set(history?.enum), new Set([true, false, 'off', 'show', 'on', null]))
  })
  it('tells what each is for', () => {
    for (const [key, { description }] of [
      ...Object.entries(schema.properties ?? {}),
      ...Object.entries(pool.properties ?? {}),
    ])
      assert.ok(description, key)
  })
  it('refuses a key that it does not know wherever it knows some', () => {
    for (const [path, one] of parts(schema))
      if (Object.keys(one.properties ?? {}).length > 0) assert.equal(one.additionalProperties, false, path)
  })
  it('takes no key for another that is misspelt', () => {
    const taken = [...parts(schema)].flatMap(([path, { properties = {}, patternProperties = {} }]) =>
      Object.entries(patternProperties)
        .filter(
          ([pattern, { const: says }]) => says && Object.keys(properties).some((key) => new RegExp(pattern).test(key)),
        )
        .map(([, { const: says }]) => `${path}: ${says}`),
    )
    assert.deepEqual(taken, [])
  })
  it('takes an empty value for none, everywhere', () => {
    const takesNull = (one: JsonSchema): boolean =>
      (one.type === undefined && one.anyOf === undefined) ||
      [one.type].flat().includes('null') ||
      (one.anyOf ?? []).some(takesNull)
    for (const [key, one] of [...Object.entries(schema.properties ?? {}), ...Object.entries(pool.properties ?? {})])
      assert.ok(takesNull(one), key)
  })
})
