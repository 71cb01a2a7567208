import assert from 'node:assert/strict'
import { it } from 'node:test'
import { from, lastValueFrom, map, NEVER, of, toArray } from 'rxjs'
import { loadConfig } from '../../../src/config/load.ts'
import type { PlaceholderDeployment } from '../../../src/domain/cluster/deployment.ts'
import type { RuntimeEvent } from '../../../src/domain/runtime-event.ts'
import { NoConfig } from '../../../src/domain/settings/no-config.ts'
import type { ConfigReading } from '../../../streams/sources/config.ts'
import {
  type ConfigNews,
  eventOf,
  goodConfig$,
  type LastGood,
  type Standing,
} from '../../../streams/sources/good-config.ts'
import { deployment, OWNER, predecessors } from '../../support/deployment.ts'
import { someMetrics } from '../../support/metrics/metrics.ts'
import { stepAt } from '../../support/snapshot.ts'
import { serve, toldPage } from '../../support/status-page.ts'
import { marbles } from '../support/marbles.ts'

const TEXTS: Record<string, string> = {
  a: 'nodePools: {user: {nodeSelector: {pool: a}}}',
  b: 'nodePools: {user: {nodeSelector: {pool: b}}}',
  x: 'nodePools: {user: {replicas: many}}',
  // An emptied ConfigMap.
  e: '',
}
const reading = (key: string): ConfigReading => ({ text: TEXTS[key] ?? '', loaded: loadConfig(TEXTS[key] ?? '') })
const READINGS = Object.fromEntries(Object.keys(TEXTS).map((key) => [key, reading(key)]))
const say = (news: ConfigNews) => (news.at === 'good' ? (news.config.pools.get('user')?.nodeSelector.pool ?? 'e') : 'r')

const NOTHING: Standing = { deployments: new Map(), owner: OWNER }
const standing = (...deployments: PlaceholderDeployment[]): Standing => ({
  deployments: new Map(deployments.map((one) => [one.name, one])),
  owner: OWNER,
})
/** Placeholders of ours stand. */
const OURS = standing(deployment())
const last = (stored: string | undefined, stands = OURS): LastGood => ({
  stored$: of(stored && TEXTS[stored]),
  standing$: of(stands),
})

const TABLE: readonly [name: string, file: string, stored: string | undefined, news: string, stands?: Standing][] = [
  ['good ones pass                              ', '-a-b-', undefined, '-a-b-'],
  ['a wrong one is told, the last good goes on  ', '-a-x-b', undefined, '-a-r-b'],
  ['wrong at start: the stored one stands in    ', '-x---', 'b', '-(rb)'],
  ['stored, then mended                         ', '-x---a', 'b', '-(rb)a'],
  ['no pool while ours stand: the last goes on  ', '-a-e-b', undefined, '-a-r-b'],
  ['no pool at start: the stored one stands in  ', '-e---a', 'b', '-(rb)a'],
  ['no pool, and none known that had one        ', '-e-e-a', undefined, '-e-e-a'],
  ['no pool, and the stored one had none        ', '-e----', 'e', '-e----'],
  ['no pool where nothing stands: so be it      ', '-a-e-b', 'b', '-a-e-b', NOTHING],
  ['no pool where only others stand             ', '-a-e-b', 'b', '-a-e-b', standing(predecessors())],
  ['no pool where ours are going already        ', '-a-e-b', 'b', '-a-e-b', standing(deployment({ deleting: true }))],
  ['no pool, and nothing is ours without a state', '-a-e-b', 'b', '-a-e-b', { ...OURS, owner: undefined }],
]

for (const [name, file, stored, news, stands] of TABLE)
  it(`goodConfig: ${name.trim()}`, () =>
    marbles(({ hot, expectObservable }) => {
      const said$ = goodConfig$(hot(file, READINGS), last(stored, stands)).pipe(map(say))
      expectObservable(said$).toBe(news)
    }))

it('goodConfig: wrong at start and nothing stored is the end, with every reason', () =>
  marbles(({ hot, flush }) => {
    const ended: unknown[] = []
    goodConfig$(hot('-x', READINGS), last(undefined)).subscribe({ error: (error) => ended.push(error) })
    flush()
    assert.deepEqual(
      ended.map((error) => error instanceof NoConfig && error.errors.map(({ where }) => where)),
      [['nodePools.user.replicas']],
    )
  }))

it('goodConfig: while it is not known whether one is stored, it waits', () =>
  marbles(({ hot, expectObservable }) => {
    expectObservable(goodConfig$(hot('-x-', READINGS), { ...last('b'), stored$: NEVER }).pipe(map(say))).toBe('-')
  }))

it('goodConfig: while it is not known what stands, a file without pools waits', () =>
  marbles(({ hot, expectObservable }) => {
    expectObservable(goodConfig$(hot('-e-', READINGS), { ...last('b'), standing$: NEVER }).pipe(map(say))).toBe('-')
  }))

it('goodConfig: no pool is said with the pools that stand, and what to do', async () => {
  const [, refused] = await lastValueFrom(goodConfig$(from(['a', 'e'].map(reading)), last(undefined)).pipe(toArray()))
  assert.ok(refused?.at === 'refused')
  assert.deepEqual(
    refused.errors.map(({ where, text }) => `${where} ${text}`),
    [
      'nodePools names no pool while placeholders of user stand; name their pools, with `maxPlaceholders: 0` where none are ' +
        'wanted, or remove all with `helm uninstall`',
    ],
  )
})

/** What is told of these files, one after the other, where `b` is stored. */
const toldOf = (keys: string): Promise<RuntimeEvent[]> =>
  lastValueFrom(goodConfig$(from([...keys].map(reading)), last('b')).pipe(map(eventOf), toArray()))

/** What page and metrics say after that. */
async function saidOf(keys: string) {
  const told = toldPage()
  const numbers = someMetrics()
  for (const event of await toldOf(keys)) {
    told.page.runtime(event)
    numbers.runtime(event)
  }
  told.step(stepAt('09:00'))
  await using server = await serve(told)
  const { problems } = (await (await fetch(`${server.url}status.json`)).json()) as { problems: { where: string }[] }
  const gauge = /^warmseats_config_last_reload_successful (\d)/m.exec(await numbers.registry.metrics())?.[1]
  return { problems: problems.map(({ where }) => where), gauge }
}

it('goodConfig: the stored copy that stands in is told as such, one of the file is not', async () => {
  const say = (event: RuntimeEvent) => `${event.type}${'isStored' in event ? ' from the store' : ''}`
  assert.deepEqual((await toldOf('xa')).map(say), ['config refused', 'config loaded from the store', 'config loaded'])
})

it('goodConfig: a file that is refused at start is so to page and metrics until it is mended', async () => {
  assert.deepEqual(await saidOf('x'), { problems: ['nodePools.user.replicas'], gauge: '0' })
  assert.deepEqual(await saidOf('xa'), { problems: [], gauge: '1' })
  assert.deepEqual(await saidOf('ae'), { problems: ['nodePools'], gauge: '0' })
})
