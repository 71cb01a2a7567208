import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sayTitles } from '../../../src/domain/calendar/event-name.ts'

const TABLE: readonly [name: string, titles: readonly string[], said: string | RegExp][] = [
  ['one', ['Biology'], '"Biology"'],
  ['several', ['Biology', 'Physics'], '"Biology" and "Physics"'],
  ['many are cut', ['A', 'B', 'C', 'D', 'E'], '"A" and "B" and "C" and others'],
  ['a long one is cut', ['x'.repeat(300_000)], /^"x{79}…"$/],
  ['not in the middle of a character', [`${'x'.repeat(78)}😀 and more`], /^"x{78}�…"$/],
]

for (const [name, titles, said] of TABLE)
  it(name, () =>
    typeof said === 'string' ? assert.equal(sayTitles(titles), said) : assert.match(sayTitles(titles), said),
  )
