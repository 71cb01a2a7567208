import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadConfig } from '../../src/config/load.ts'

const load = (values: object) => loadConfig(JSON.stringify({ nodePools: { user: POOL }, ...values }))
const POOL = { nodeSelector: { a: 'b' } }
const refused = (values: object) => {
  const loaded = load(values)
  return loaded.at === 'refused' ? loaded.errors.map(({ where, text }) => `${where}: ${text}`).join('\n') : 'good'
}
const classes = { data8: { image: 'hub/data8:*' } }

describe('classes', () => {
  it('are what their people’s pods are told by, in their order', () => {
    const loaded = load({
      classes: { b: { labelSelector: 'x=y', namespaces: [] }, a: { profile: 'P', namespaces: ['hub'], image: '' } },
    })
    assert(loaded.at === 'good')
    assert.deepEqual(
      [...loaded.config.classes],
      [
        ['b', { name: 'b', labels: [{ key: 'x', operator: 'in', values: ['y'] }] }],
        ['a', { name: 'a', profile: 'P', namespaces: ['hub'] }],
      ],
    )
  })
  it('are whom pools, calendars and events of the schedule mean', () => {
    const loaded = load({
      classes,
      nodePools: { user: { ...POOL, who: 'data8' } },
      calendars: [{ url: '/a.ics', who: 'data8' }],
      schedule: [
        { name: 'Exam', start: '2026-03-24T09:00', duration: '1h', who: 'data8', pools: { user: { students: 3 } } },
      ],
    })
    assert(loaded.at === 'good', JSON.stringify(loaded))
    const { pools, calendars, schedule } = loaded.config
    assert.deepEqual([pools.get('user')?.who, calendars[0]?.who, schedule[0]?.who], ['data8', 'data8', 'data8'])
  })
  const table: [string, object, RegExp][] = [
    ['that say nothing', { classes: { a: {} } }, /^classes\.a: says nothing of its people; give it an `image`/],
    ['that are empty', { classes: { a: null } }, /^classes\.a: says nothing of its people/],
    ['that no event can name', { classes: { 'a b': { image: 'x' } } }, /^classes\.a b: events name it: letters/],
    ['that would be a number', { classes: { 61: { image: 'x' } } }, /^classes\.61: events name it/],
    [
      'with labels that are no selector',
      { classes: { a: { labelSelector: 'a b' } } },
      /^classes\.a\.labelSelector: not a label/,
    ],
    [
      'beyond count',
      { classes: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`c${at}`, { image: 'x' }])) },
      /^classes: 101 are too many; 100/,
    ],
    [
      'that are not there, of a pool',
      { classes, nodePools: { user: { ...POOL, who: 'dat8' } } },
      /^nodePools\.user\.who: no class `dat8`; did you mean `data8`\?/,
    ],
    [
      'of a calendar',
      { calendars: [{ url: '/a.ics', who: 'x' }] },
      /^calendars\.0\.who: no class `x`; there are no `classes`/,
    ],
    [
      'of an event',
      { classes, schedule: [{ name: 'E', start: '2026-03-24', who: 'zz', pools: { user: 1 } }] },
      /^schedule\.0\.who: no class `zz`; the classes are `data8`/,
    ],
  ]
  for (const [what, values, error] of table) it(`are refused: ${what}`, () => assert.match(refused(values), error))
})
