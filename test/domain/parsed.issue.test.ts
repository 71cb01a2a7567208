import assert from 'node:assert/strict'
import { it } from 'node:test'
import { z } from 'zod'
import { sayIssue } from '../../src/domain/parsed.ts'

const text = z.string('not a text')
const count = z.number('not a number').min(1, 'below 1')

const problemsOf = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map((issue) => sayIssue(issue, 'the file'))

const rows: readonly (readonly [name: string, schema: z.ZodType, value: unknown, where: string, text: string])[] = [
  ['the value as a whole', text, 1, 'the file', 'not a text'],
  [
    'its place',
    z.object({ pools: z.array(z.object({ name: text })) }),
    { pools: [{ name: 1 }] },
    'pools.0.name',
    'not a text',
  ],
  [
    'a union: what each form would need',
    z.object({ size: z.union([text, count]) }),
    { size: null },
    'size',
    'not a text; or: not a number',
  ],
  ['what two forms both say, once', z.union([text, z.array(text, 'not a text')]), null, 'the file', 'not a text'],
  ['a union that speaks for itself', z.union([text, count], 'neither of both'), null, 'the file', 'neither of both'],
  [
    'a union that knows which form is meant',
    z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') })]),
    { kind: 'b' },
    'kind',
    "Invalid discriminator value. Expected 'a'",
  ],
]

for (const [name, schema, value, where, said] of rows)
  it(name, () => assert.deepEqual(problemsOf(schema, value), [{ where, text: said }]))
