import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { map, NEVER, of } from 'rxjs'
import { loadConfig } from '../../src/config/load.ts'
import { NoConfig } from '../../src/domain/no-config.ts'
import type { ConfigReading } from '../../streams/config.ts'
import { type ConfigNews, goodConfig$ } from '../../streams/good-config.ts'
import { marbles } from './support/marbles.ts'

const TEXTS: Record<string, string> = {
  a: 'nodePools: {user: {nodeSelector: {pool: a}}}',
  b: 'nodePools: {user: {nodeSelector: {pool: b}}}',
  x: 'nodePools: {user: {replicas: many}}',
}
const reading = (key: string): ConfigReading => ({ text: TEXTS[key] ?? '', loaded: loadConfig(TEXTS[key] ?? '') })
const READINGS = Object.fromEntries(Object.keys(TEXTS).map((key) => [key, reading(key)]))
const say = (news: ConfigNews) => (news.at === 'good' ? (news.config.pools.get('user')?.nodeSelector.pool ?? '') : 'r')

const TABLE: readonly [name: string, file: string, stored: string | undefined, news: string][] = [
  ['good ones pass                              ', '-a-b-', undefined, '-a-b-'],
  ['a wrong one is told, the last good goes on  ', '-a-x-b', undefined, '-a-r-b'],
  ['wrong at start: the stored one stands in    ', '-x---', 'b', '-(rb)'],
  ['stored, then mended                         ', '-x---a', 'b', '-(rb)a'],
]

for (const [name, file, stored, news] of TABLE)
  test(`goodConfig: ${name.trim()}`, () =>
    marbles(({ hot, expectObservable }) => {
      const said$ = goodConfig$(hot(file, READINGS), of(stored && TEXTS[stored])).pipe(map(say))
      expectObservable(said$).toBe(news)
    }))

test('goodConfig: wrong at start and nothing stored is the end, with every reason', () =>
  marbles(({ hot, flush }) => {
    const ended: unknown[] = []
    goodConfig$(hot('-x', READINGS), of(undefined)).subscribe({ error: (error) => ended.push(error) })
    flush()
    deepEqual(
      ended.map((error) => error instanceof NoConfig && error.errors.map(({ where }) => where)),
      [['nodePools.user.replicas']],
    )
  }))

test('goodConfig: while it is not known whether one is stored, it waits', () =>
  marbles(({ hot, expectObservable }) => {
    expectObservable(goodConfig$(hot('-x-', READINGS), NEVER).pipe(map(say))).toBe('-')
  }))
