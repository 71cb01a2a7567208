import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ambientBreaches, importBreaches, mapBreaches, type RoomMap, subscriptionsIn, treeOf } from './law.ts'

/** A small house: two rooms of a pure floor, a floor that listens, one that serves, one that wires. */
const MAP: RoomMap = {
  'src/domain': 'luxon',
  'src/domain/room': 'src/domain zod',
  'src/domain/target': 'src/domain/{.,room}',
  streams: 'src/domain/** rxjs node:fs',
  'src/server': 'src/domain/** @scope/server',
  'src/commands': 'src/domain/** src/server streams package.json',
}

const LAWFUL: Readonly<Record<string, string>> = {
  'src/domain/instant.ts': "import { DateTime } from 'luxon'",
  'src/domain/room/seat.ts': "import { z } from 'zod'\nimport type { Instant } from '../instant.ts'",
  'src/domain/target/target.ts': "import { seat } from '../room/seat.ts'\nexport * from './clamp.ts'",
  'src/domain/target/clamp.ts': "// import '../../server/http.ts'\nexport const text = \"import('rxjs')\"",
  'streams/pipeline.ts': "import { of } from 'rxjs'\nimport { readFile } from 'node:fs/promises'",
  'src/server/http.ts': "import serve from '@scope/server/plugin'",
  'src/commands/run.ts': "import json from '../../package.json'\nconst run = await import('../../streams/pipeline.ts')",
}

const treeWith = (files: Readonly<Record<string, string>>) => treeOf(new Map(Object.entries({ ...LAWFUL, ...files })))

describe('imports', () => {
  it('of a lawful house are no breach', () => {
    assert.deepEqual(mapBreaches(MAP, treeWith({})), [])
    assert.deepEqual(importBreaches(MAP, treeWith({})), [])
  })

  const BREACHES: readonly (readonly [name: string, path: string, text: string, imported: string])[] = [
    ['a room above', 'src/domain/room/a.ts', "import { target } from '../target/target.ts'", 'src/domain/target'],
    [
      'a type of a room above',
      'src/domain/room/a.ts',
      "import type { Target } from '../target/target.ts'",
      'src/domain/target',
    ],
    [
      'a type in passing',
      'src/domain/room/a.ts',
      "export const a = (b: import('../target/target.ts').Target) => b",
      'src/domain/target',
    ],
    ['passed on', 'src/server/a.ts', "export { pipeline } from '../../streams/pipeline.ts'", 'streams'],
    ['passed on whole', 'src/server/a.ts', "export * from '../../streams/pipeline.ts'", 'streams'],
    ['when it runs', 'src/server/a.ts', "export const a = () => import('../commands/run.ts')", 'src/commands'],
    [
      'what only the running program knows',
      'src/commands/a.ts',
      'export const a = (path: string) => import(path)',
      'import(…)',
    ],
    ['for its effect', 'streams/a.ts', "import '../src/server/http.ts'", 'src/server'],
    ['a room that is in no map', 'streams/a.ts', "import { play } from '../src/rehearsal/play.ts'", 'src/rehearsal'],
    ['a package', 'src/domain/room/a.ts', "import { of } from 'rxjs'", 'rxjs'],
    ['a part of a package', 'src/domain/a.ts', "import { z } from 'zod/mini'", 'zod'],
    ['another package of a scope', 'src/server/a.ts', "import '@scope/other'", '@scope/other'],
    ['a builtin', 'src/domain/a.ts', "import { readFileSync } from 'node:fs'", 'node:fs'],
    ['a builtin by its old name', 'streams/a.ts', "import { readFileSync } from 'fs'", 'fs'],
    ['a file outside', 'src/server/a.ts', "import json from '../../package.json'", 'package.json'],
  ]
  for (const [name, path, text, imported] of BREACHES)
    it(name, () => {
      const [breach = '', ...more] = importBreaches(MAP, treeWith({ [path]: text }))
      assert.match(breach, /^\S+: imports \S+, but \S+ may not import \S+$/)
      assert.deepEqual([breach.split(':')[0], breach.split(' ').at(-1), more], [path, imported, []])
    })

  it('are named with the file and the room', () =>
    assert.deepEqual(importBreaches(MAP, treeWith({ 'src/domain/a.ts': "import { z } from 'zod/mini'" })), [
      'src/domain/a.ts: imports zod/mini, but src/domain may not import zod',
    ]))
})

describe('the map', () => {
  const breaches = (map: RoomMap, files: Readonly<Record<string, string>> = {}) => mapBreaches(map, treeWith(files))

  it('has a row for each room', () =>
    assert.deepEqual(breaches(MAP, { 'src/domain/room/size/a.ts': '' }), [
      'src/domain/room/size: the map has no row for this room',
    ]))
  it('has no row for what is not there', () =>
    assert.deepEqual(breaches({ ...MAP, 'src/sinks': '' }), [
      'src/sinks: the map has a row for it, but there is no such room',
    ]))
  it('has no circle: a row names only rooms above it', () =>
    assert.deepEqual(breaches({ ...MAP, 'src/domain/room': 'src/domain/{.,target}' }), [
      'src/domain/room: its row names src/domain/target, which is no row above it; two rooms that need each other are one',
    ]))
  it('allows a folder with all that is below it only where that is above', () =>
    assert.deepEqual(breaches({ ...MAP, 'src/domain': 'src/server/**' }), [
      'src/domain: its row names src/server, which is no row above it; two rooms that need each other are one',
    ]))
})

describe('what is ambient', () => {
  const law = {
    may: new Set(['Math.*', 'Map', 'Date.parse', 'undefined']),
    never: new Set(['Math.random', 'DateTime.now']),
  }
  const ROWS: readonly (readonly [text: string, ...used: string[]])[] = [
    ["export const a = Math.max(1, Date.parse('2026-03-24')) + new Map().size"],
    ['export const a = Math.random()', 'Math.random'],
    ["export const a = Math['random']()", 'Math.random'],
    ['export const { random } = Math', 'Math'],
    ['export const a = () => Date.now()', 'Date.now'],
    ['export const a = () => new Date()', 'Date'],
    ['export const a = { now: Date }', 'Date'],
    ['export const a = { process }', 'process'],
    ['export const a = (process = globalThis.process) => process', 'globalThis.process'],
    ['export const a = process.env.HOME ?? fetch', 'process.env', 'fetch'],
    ['export const a = import.meta.dirname', 'import.meta'],
    ['export const a = (b: unknown) => (b as Date) ?? (setTimeout as unknown)', 'setTimeout'],
    // Its own names, keys and types are none of the engine's.
    ['export const a = ({ fetch, console: [crypto = 1] }) => fetch(crypto)'],
    ['export const a = (b: { process: 1 }) => b.process'],
    ['export const a = { fetch: 1, console: 2 }'],
    ['export const a = (at: Date): Promise<Response> | undefined => undefined'],
    ["import { fetch } from './fetch.ts'\nexport const a = fetch"],
    ['// Date.now()\nexport const a = 1'],
    // A clock is one wherever its name comes from.
    ["import { DateTime } from 'luxon'\nexport const a = DateTime.now()", 'DateTime.now'],
  ]
  for (const [text, ...used] of ROWS)
    it(text, () =>
      assert.deepEqual(
        ambientBreaches('src/domain', law, treeWith({ 'src/domain/a.ts': text })),
        used.map((word) => `src/domain/a.ts: uses ${word}; src/domain takes as an argument what it does not compute`),
      ),
    )

  it('elsewhere is not asked for', () =>
    assert.deepEqual(ambientBreaches('src/domain', law, treeWith({ 'src/server/a.ts': 'fetch()' })), []))
})

describe('subscriptions', () => {
  const ROWS: readonly (readonly [text: string, times: number])[] = [
    ['a$.subscribe()', 1],
    ['a$.pipe(b()).subscribe(c); await lastValueFrom(a$)', 2],
    ['await firstValueFrom(a$)', 1],
    ['const b$ = new Observable((subscriber) => { subscriber.add(a$.subscribe(subscriber)) })', 0],
    ['const b$ = new Observable(() => a$.subscribe()); b$.subscribe()', 1],
    ["import { lastValueFrom } from 'rxjs'\nexport const subscribe = 1", 0],
  ]
  for (const [text, times] of ROWS)
    it(text, () =>
      assert.deepEqual(
        subscriptionsIn(treeWith({ 'streams/a.ts': text })),
        times === 0 ? [] : [`streams/a.ts: ${times}`],
      ),
    )
})

it('what is no TypeScript is an error that names the file', () =>
  assert.throws(() => treeWith({ 'src/domain/a.ts': 'export const = 1' }), /^SyntaxError: src\/domain\/a\.ts: /))
