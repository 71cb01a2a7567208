import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { noticesOf } from '../../../src/domain/notify/notices.ts'
import { news, trouble } from '../../support/notify/notices.ts'
import { at } from '../../support/time.ts'

const NOW = at('09:02')
const NONE = new Map<string, string>()
const said = (begun: ReturnType<typeof trouble>[]) => noticesOf({ begun, over: [], news: [] }, NONE, NOW)
const doing = { text: 'hold room', copy: 'warmseats hold user' }

describe('a notice', () => {
  it('of one trouble says what it says', () => {
    const [one, ...more] = said([trouble({ lines: ['nobody announced them'], doings: [doing] })])
    assert.deepEqual(more, [])
    assert.deepEqual(one, {
      kind: 'waits',
      state: 'begun',
      subjects: ['waits user'],
      pool: 'user',
      headline: 'user: 281 people wait for a node',
      lines: ['nobody announced them'],
      doings: [doing],
      atMs: NOW,
      sinceMs: NOW,
    })
  })
  it('of several of one kind and pool is one, and of two pools two', () => {
    const exam = (key: string, pool = 'user') =>
      trouble({ kind: 'doesNotFit', key, pool, headline: `${pool}: ${key}`, doings: [doing] })
    const all = said([exam('a'), exam('b'), exam('c', 'lab')])
    assert.deepEqual(
      all.map(({ headline, lines }) => [headline, lines]),
      [
        ['user: 2 classes will not fit', ['user: a', 'user: b']],
        ['lab: c', []],
      ],
    )
    assert.deepEqual(all[0]?.doings, [doing], 'and what mends both is said once')
  })
  it('of very many says how many more', () => {
    const events = Array.from({ length: 50 }, (_, n) =>
      trouble({ kind: 'events', key: `e${n}`, headline: `event ${n}` }),
    )
    const [one] = said(events)
    assert.equal(one?.headline, '50 things in events are not understood')
    assert.deepEqual(one?.lines.slice(-2), ['event 19', 'and 30 more'])
  })
  it('says to each organizer what concerns their events alone', () => {
    const event = (key: string, organizer: string) =>
      trouble({ kind: 'events', key, headline: `event ${key}`, organizer })
    const [one] = said([event('a', 'ada@example.edu'), event('b', 'bob@example.edu'), event('c', 'ada@example.edu')])
    assert.deepEqual(one?.organizers, [
      { address: 'ada@example.edu', lines: ['event a', 'event c'] },
      { address: 'bob@example.edu', lines: ['event b'] },
    ])
  })
  it('of what is over says for how long it lasted, and what it was if that is known', () => {
    const over = [['waits user', { kind: 'waits', pool: 'user', sinceMs: at('08:50') }]] as const
    const of = (headlines: ReadonlyMap<string, string>) => noticesOf({ begun: [], over, news: [] }, headlines, NOW)[0]
    assert.equal(of(NONE)?.headline, 'user: over, nobody waits in vain for a node any more (told 12 min ago)')
    assert.deepEqual(of(NONE)?.lines, [])
    assert.deepEqual(of(new Map([['waits user', 'user: 3 people wait']]))?.lines, ['it was: user: 3 people wait'])
    assert.deepEqual([of(NONE)?.state, of(NONE)?.sinceMs], ['over', at('08:50')])
  })
  for (const [kind, pool, words] of [
    ['leader', undefined, /^a replica leads again \(told 12 min ago\)$/],
    ['waits', undefined, /^no pool: over, nobody waits/],
    ['doesNotFit', 'user', /^user: 1 class that would not fit fits now, or is not announced any more/],
  ] as const)
    it(`of what is over has words for ${kind}`, () => {
      const was = pool === undefined ? { kind, sinceMs: at('08:50') } : { kind, pool, sinceMs: at('08:50') }
      assert.match(noticesOf({ begun: [], over: [['k', was]], news: [] }, NONE, NOW)[0]?.headline ?? '', words)
    })
  it('of news is told, and never over', () => {
    const [one] = noticesOf({ begun: [], over: [], news: [news('v')] }, NONE, NOW)
    assert.deepEqual([one?.state, one?.kind, one?.subjects], ['told', 'verdicts', ['v']])
  })
})
