import type { Scene } from './demo-scene.ts'
import { clockTime, count, numbersOf, seatBar } from './demo-words.ts'

const PER_LINE = 5

/** The scene in a few lines, for a log file or a pipe. */
export function block(scene: Scene, seats: number): string {
  const { ready, booting, users, holding, waitingUsers, waitingPlaceholders } = numbersOf(scene)
  const waiting = [
    ...(waitingUsers ? [count(waitingUsers, 'user')] : []),
    ...(waitingPlaceholders ? [count(waitingPlaceholders, 'placeholder')] : []),
  ]
  const facts = [
    `${count(ready, 'node')} ready${booting ? `, ${booting} booting` : ''}`,
    count(users, 'user'),
    `${count(scene.desired, 'placeholder')} wanted, ${holding} on a node`,
    ...(waiting.length ? [`pending: ${waiting.join(', ')}`] : []),
  ]
  const cells = scene.nodes.map((node) => `${node.name} ${seatBar(node, seats)}`)
  const rows = Array.from({ length: Math.ceil(cells.length / PER_LINE) }, (_, row) =>
    cells.slice(row * PER_LINE, (row + 1) * PER_LINE).join('  '),
  )
  const onTheMinute = scene.nowMs % 60_000 === 0
  return [`${clockTime(scene.nowMs, !onTheMinute)}  ${facts.join(' · ')}`, ...rows.map((row) => `       ${row}`)].join(
    '\n',
  )
}
