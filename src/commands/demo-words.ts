import type { Scene, SceneNode } from './demo-scene.ts'

/** The time of day of the demo's clock (UTC): `08:50`, with seconds when asked. */
export const clockTime = (ms: number, seconds = false): string =>
  new Date(ms).toISOString().slice(11, seconds ? 19 : 16)

/** `1:05`, minutes and seconds. */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** `1 node`, `2 nodes`. */
export const count = (number: number, thing: string): string => `${number} ${thing}${number === 1 ? '' : 's'}`

/** The seats of a node: taken, held by a placeholder, free. */
export function seatBar({ users, placeholders, state }: SceneNode, seats: number): string {
  if (state === 'booting' || state === 'NotReady') return '·'.repeat(seats)
  const rest = Math.max(0, seats - users)
  return '●'.repeat(users) + (placeholders > 0 ? '░' : '○').repeat(rest)
}

/** `jupyter-student-9` and `user-placeholder-3f9a2c1b4-x7k2p` as short as they stay unmistakable. */
export const shortName = (pod: string): string =>
  pod.replace(/^jupyter-/, '').replace(/^.*-placeholder-(?:[a-z0-9]+-)?([a-z0-9]+)$/, 'placeholder $1')

/** A text as lines of at most `columns`, broken between words; `indent` goes before each line but the first. */
export function wrap(text: string, columns: number, indent: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (longer.length <= columns || line.trim() === '') line = longer
    else {
      lines.push(line)
      line = indent + word
    }
  }
  return [...lines, line]
}

/** Karpenter's kwok provider calls a node `kwok-user-5kcsn-bugbrook-1-xlfj2tsu5d-623061179`: that is `user-1`. */
export const shortNode = (node: string): string => node.replace(/^kwok-(.+)-[a-z0-9]+-[a-z]+-(\d+)-.*$/, '$1-$2')

export interface Numbers {
  readonly ready: number
  readonly booting: number
  readonly users: number
  readonly holding: number
  readonly waitingUsers: number
  readonly waitingPlaceholders: number
}

export function numbersOf({ nodes, pending }: Scene): Numbers {
  const ready = nodes.filter(({ state }) => state === 'Ready' || state === 'leaving')
  const waitingUsers = pending.filter(({ kind }) => kind === 'user').length
  return {
    ready: ready.length,
    booting: nodes.length - ready.length,
    users: nodes.reduce((sum, node) => sum + node.users, 0),
    holding: nodes.reduce((sum, node) => sum + node.placeholders, 0),
    waitingUsers,
    waitingPlaceholders: pending.length - waitingUsers,
  }
}
