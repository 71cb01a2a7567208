import type { SceneNode } from './scene.ts'

/** `1:05`, minutes and seconds. */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Exactly so wide: cut off with an ellipsis, or filled up. */
export const fit = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…`.slice(0, width) : text.padEnd(width)

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

export const LEGEND = '● a person   ░ held by a placeholder   ○ free   · boots'

/** A node's seats as a bar in three parts: taken, held, free. Where there is less room than seats, one sign is several. */
export function seatBar({ state, seats, people, held }: SceneNode, width: number): [string, string, string] {
  const length = Math.min(seats, width)
  if (state === 'booting') return ['', '', '·'.repeat(length)]
  const scaled = (of: number) => Math.round((length * of) / Math.max(1, seats))
  const taken = Math.min(length, Math.max(people > 0 ? 1 : 0, scaled(people)))
  const notFree = Math.max(taken, scaled(people + held))
  return ['●'.repeat(taken), '░'.repeat(notFree - taken), '○'.repeat(length - notFree)]
}

/** What a node is doing, in a few words. */
export function sayNode({ state, untilMs, people, held }: SceneNode, nowMs: number): string {
  switch (state) {
    case 'booting':
      return `boots, ${stopwatch(untilMs - nowMs)} to go`
    case 'pulling':
      return `pulls the image, ${stopwatch(untilMs - nowMs)}`
    case 'leaving':
      return 'is given back'
    case 'ready':
      if (people > 0) return people === 1 ? '1 person' : `${people} people`
      return held > 0 ? 'held by a placeholder' : 'nobody'
  }
}
