import assert from 'node:assert/strict'
import { it } from 'node:test'
import { draw, type Picture } from '../../../src/commands/demo/picture.ts'
import type { Scene, SceneNode } from '../../../src/commands/demo/scene.ts'

const NOW = Date.UTC(2026, 2, 24, 9, 5)

const node = (name: string, more: Partial<SceneNode> = {}): SceneNode => ({
  name,
  state: 'ready',
  untilMs: NOW,
  seats: 4,
  people: 0,
  held: 0,
  ...more,
})

const NUMBERS = { atMs: NOW, occupied: 1, empty: 2, booting: 1, seats: 12, users: 3, waiting: 1, wanted: 2, holding: 1 }

const SCENE: Scene = {
  nowMs: NOW,
  numbers: NUMBERS,
  came: 4,
  late: 0,
  nodes: [
    node('user-1', { people: 3 }),
    node('user-2', { held: 4, state: 'pulling', untilMs: NOW + 65_000 }),
    node('user-3', { state: 'leaving' }),
    node('user-4', { state: 'booting', untilMs: NOW + 90_000 }),
  ],
}

const picture = (more: Partial<Picture> = {}): Picture => ({
  scene: SCENE,
  title: 'title',
  caption: 'caption',
  turns: ['09:00:00  a line'],
  columns: 80,
  rows: 24,
  ...more,
})

const drawn = (more: Partial<Picture> = {}) => draw(picture(more), (_, text) => text).map((line) => line.trimEnd())

it('who is on which node, who waits, and what was done', () =>
  assert.deepEqual(
    drawn().filter((line) => line !== ''),
    [
      'title',
      'caption',
      'People  3 at work, 1 waiting; waited more than 30 s: 0 of 4',
      'Nodes   1 with people, 2 without, 1 booting; 2 placeholders wanted, 1 placed',
      'user-1    ●●●○  3 people',
      'user-2    ░░░░  pulls the image, 1:05',
      'user-3    ○○○○  is given back',
      'user-4    ····  boots, 1:30 to go',
      '● a person   ░ held by a placeholder   ○ free   · boots',
      'What Warmseats did, and why',
      '09:00:00  a line',
    ],
  ))

const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))
const CROWDED: Partial<Picture> = {
  scene: { ...SCENE, nodes: many(40, (at) => node(`a-pool-with-a-name-${at}`, { seats: 110, people: 50, held: 20 })) },
  title: 'a long title '.repeat(20),
  caption: 'a long caption '.repeat(20),
  turns: many(40, (at) => `09:00:${10 + (at % 50)}  user ${at} → ${at + 1}: ${'a reason that is long '.repeat(9)}`),
}

for (const [columns, rows] of [
  [80, 24],
  [60, 20],
  [40, 15],
  [200, 60],
] as const)
  it(`nothing is wider or higher than a terminal of ${columns} × ${rows}`, () => {
    const lines = drawn({ ...CROWDED, columns, rows })
    assert.ok(lines.length <= rows, `${lines.length} lines`)
    assert.ok(Math.max(...lines.map((line) => line.length)) <= columns)
    assert.ok(lines.some((line) => /^… and \d+ more nodes/.test(line)) || rows > 50)
  })

it('in less room than seats one sign is several, and one person still shows', () => {
  const scene = { ...SCENE, nodes: [node('user-1', { seats: 100, people: 1, held: 50 })] }
  const [, bar = ''] =
    /^user-1 +(\S+)/.exec(drawn({ scene, columns: 60 }).find((line) => line.startsWith('user-1')) ?? '') ?? []
  assert.match(bar, /^●░+○+$/)
  assert.ok(Math.abs(bar.indexOf('○') / bar.length - 0.5) < 0.05)
})

it('the places of nodes and log stay while nodes come and go', () => {
  const at = (nodes: readonly SceneNode[]) =>
    drawn({ scene: { ...SCENE, nodes } }).indexOf('What Warmseats did, and why')
  assert.equal(at([]), at(many(13, (number) => node(`user-${number}`))))
})

it('of the log the last entries, each whole', () => {
  const lines = drawn({
    turns: ['09:00:00  first', `09:01:00  ${'second '.repeat(60)}`, `09:02:00  ${'third '.repeat(20)}`],
  })
  const log = lines.slice(lines.indexOf('What Warmseats did, and why') + 1)
  assert.ok(log[0]?.startsWith('09:02:00  third'))
  assert.ok(log.length > 1 && log.slice(1).every((line) => line.startsWith('          third')))
})

it('colours go around what they are for', () => {
  const lines = draw(picture(), (style, text) => `<${style}>${text}</>`)
  assert.ok(lines.some((line) => /^user-1 +<blueBright>●●●<\/><dim>○<\/> {2}<dim>3 people *<\/>$/.test(line)))
})
