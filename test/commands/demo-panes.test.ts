import assert from 'node:assert/strict'
import { test } from 'node:test'
import { block } from '../../src/commands/demo-block.ts'
import { type Frame, screen } from '../../src/commands/demo-panes.ts'
import type { Scene, SceneNode, ScenePod } from '../../src/commands/demo-scene.ts'

const NOW = Date.UTC(2026, 2, 24, 9, 5)
const MINUTE = 60_000

const node = (name: string, more: Partial<SceneNode> = {}): SceneNode => ({
  name,
  state: 'Ready',
  readyMs: NOW - 7 * MINUTE,
  users: 0,
  placeholders: 0,
  ...more,
})

const waiting = (name: string, kind: ScenePod['kind'] = 'placeholder'): ScenePod => ({
  name,
  kind,
  sinceMs: NOW - 65_000,
})

const SCENE: Scene = {
  nowMs: NOW,
  desired: 2,
  nodes: [
    node('user-1', { users: 3 }),
    node('user-2', { placeholders: 1 }),
    node('user-3', { state: 'booting', readyMs: NOW + 90_000 }),
  ],
  pending: [waiting('jupyter-ada', 'user'), waiting('user-placeholder-3f9a2c1b4-x7k2p')],
}

const frame = (more: Partial<Frame> = {}): Frame => ({
  scene: SCENE,
  title: 'title',
  caption: 'caption',
  log: ['09:00:00  a line'],
  seats: 4,
  columns: 80,
  rows: 24,
  ...more,
})

const drawn = (more: Partial<Frame> = {}) => screen(frame(more), (_, text) => text).map((line) => line.trimEnd())

test('three panes and the log', () => {
  assert.deepEqual(
    drawn().filter((line) => line !== ''),
    [
      'title',
      'caption',
      '● user   ░ seat held by a placeholder   ○ free seat',
      'User nodes: 2 + 1 booting  Pending pods: 2            Scheduled pods: 4',
      'user-1   Ready    7 min    ada                 1:05   user-1   ●●●○',
      'user-2   Ready    7 min    placeholder x7k2p   1:05   user-2   ░░░░',
      'user-3   booting  1:30',
      'Log of Warmseats',
      '09:00:00  a line',
    ],
  )
})

test('nothing is wider or higher than the terminal, whatever there is to show', () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => at)
  const scene = {
    ...SCENE,
    nodes: many(40).map((at) => node(`user-${at}`, { users: 4 })),
    pending: many(40).map((at) => waiting(`jupyter-student-with-a-long-name-${at}`, 'user')),
  }
  const log = many(40).map((at) => `09:00:0${at % 10}  placeholders scaled  ${'a reason that is long '.repeat(9)}`)
  for (const [columns, rows] of [
    [80, 24],
    [60, 20],
    [200, 60],
  ] as const) {
    const lines = drawn({ scene, log, columns, rows })
    assert.ok(lines.length <= rows, `${lines.length} lines on ${rows} rows`)
    assert.ok(Math.max(...lines.map((line) => line.length)) <= columns)
    assert.ok(lines.some((line) => line.includes('… and 31 more')))
  }
})

test('a long line of the log is broken between words and keeps its place under the message', () => {
  const log = ['09:00:00  placeholders scaled  user 3 → 4: "Midterm" asks 4 placeholders; node user-1 already has room']
  assert.deepEqual(drawn({ log }).slice(-2), [
    '09:00:00  placeholders scaled  user 3 → 4: "Midterm" asks 4 placeholders; node',
    '          user-1 already has room',
  ])
})

test('colours go around whole cells', () => {
  const lines = screen(frame(), (style, text) => `<${style}>${text}</>`)
  assert.ok(lines.some((line) => /^<cyan>user-1 .*<\/> {2}<yellow>ada .*<\/> {2}<green>user-1 .*<\/>$/.test(line)))
})

test('a block: the numbers, and each node', () => {
  assert.deepEqual(block(SCENE, 4).split('\n'), [
    '09:05  2 nodes ready, 1 booting · 3 users · 2 placeholders wanted, 1 on a node · pending: 1 user, 1 placeholder',
    '       user-1 ●●●○  user-2 ░░░░  user-3 ····',
  ])
  const quiet = { ...SCENE, nodes: [node('user-1', { users: 1 })], pending: [], desired: 0 }
  assert.deepEqual(block(quiet, 4).split('\n'), [
    '09:05  1 node ready · 1 user · 0 placeholders wanted, 0 on a node',
    '       user-1 ●○○○',
  ])
})
