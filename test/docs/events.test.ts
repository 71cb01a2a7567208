/** docs/events.md has every reason that the program tells, with the types and the object that it has; and no other. */
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { describe, it } from 'node:test'
import { NODE_REASONS, PROFILES_REASONS, RELEASE_REASONS, type ReasonInfo } from '../../src/domain/notices/reasons.ts'
import { between, keeps, pathOf, read, table } from './support.ts'

const DOC = 'docs/events.md'
const GROUPS: Readonly<Record<string, Readonly<Record<string, ReasonInfo>>>> = {
  release: RELEASE_REASONS,
  nodes: NODE_REASONS,
  profiles: PROFILES_REASONS,
}

const rows = (reasons: Readonly<Record<string, ReasonInfo>>) =>
  Object.entries(reasons).map(([reason, { types, on, when, todo }]) => [
    `\`${reason}\``,
    types.join(', '),
    on,
    when,
    todo,
  ])

/** What writes Events. The catalogue itself is not what uses it. */
const TELLERS = ['src/domain/notices', 'src/sinks/events', 'src/sinks/services']
const tellers = TELLERS.flatMap((folder) =>
  readdirSync(pathOf(folder))
    .filter((name) => name !== 'reasons.ts')
    .map((name) => read(`${folder}/${name}`)),
).join('\n')

describe(DOC, () => {
  it('has the catalogue of the program', () =>
    keeps(DOC, (text) =>
      Object.entries(GROUPS).reduce(
        (all, [name, reasons]) =>
          between(all, name, table(['reason', 'type', 'on', 'when', 'what to do'], rows(reasons))),
        text,
      ),
    ))

  // That nothing else is told the types say: a reason is a key of the catalogue.
  for (const reason of new Set(Object.values(GROUPS).flatMap((reasons) => Object.keys(reasons))))
    it(`${reason} is told by something`, () => assert.match(tellers, new RegExp(`'${reason}'`)))

  it('says what a person has to do of every warning, and of nothing else that nothing is', () => {
    for (const [name, { types, todo }] of Object.values(GROUPS).flatMap(Object.entries<ReasonInfo>))
      if (types.includes('Warning')) assert.notEqual(todo, 'nothing', name)
  })
})
