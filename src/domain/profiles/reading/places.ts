import {
  type AliasEvent,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE_LITERAL_BLOCK,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml'
import type { Path } from '../path.ts'

/** Where a value stands, and those inside it. A map's entry stands where its key does. */
interface Place {
  readonly offset: number
  readonly inside: ReadonlyMap<PropertyKey, Place>
  /** Of a block of text (`|`): the offset of its first line. */
  readonly block?: number
}

type CollectionEvent = MappingEvent | SequenceEvent

/** A value's place, and how many values it is with those inside it. */
interface Met {
  readonly place: Place
  readonly values: number
}

/** What a document's places tell; lines count from 1. */
export interface Places {
  /** The line of a value, or of the nearest one around it (what a merge key brought stands elsewhere). */
  lineOf(path: Path): number
  /** The first line of a block of text (`|`), undefined for another way of writing it. */
  blockLineOf(path: Path): number | undefined
}

/** A document that would be much larger than its text, or endless. */
export class Bomb extends Error {
  readonly line: number
  constructor(line: number, message: string) {
    super(message)
    this.line = line
  }
}

/**
 * Walks the parser's events, one document after another. Values that aliases repeat count each time: a few lines can
 * stand for billions of them («billion laughs»), in memory only once but walked through again and again.
 * @throws Bomb
 */
export function placesOf(events: readonly Event[], source: string, maxValues: number): Places[] {
  const lineAt = lineCounter(source)
  const anchored = new Map<string, number>()
  const open = new Set<string>()
  let at = 0
  let offset = 0

  const next = (): Event | undefined => events[at++]
  const closes = (): boolean => at >= events.length || events[at]?.type === EVENT_ID.POP
  const nameOf = ({ anchorStart, anchorEnd }: { readonly anchorStart: number; readonly anchorEnd: number }) =>
    anchorStart < 0 ? undefined : source.slice(anchorStart, anchorEnd)

  function node(): Met {
    const event = next()
    if (event === undefined || event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT)
      return { place: { offset, inside: new Map() }, values: 0 }
    return event.type === EVENT_ID.ALIAS ? alias(event) : value(event)
  }

  function alias(event: AliasEvent): Met {
    const name = nameOf(event) ?? ''
    offset = event.anchorStart
    if (open.has(name)) throw new Bomb(lineAt(offset), `\`*${name}\` stands inside of itself`)
    return { place: { offset, inside: new Map() }, values: anchored.get(name) ?? 1 }
  }

  function value(event: ScalarEvent | CollectionEvent): Met {
    const name = nameOf(event)
    if (name !== undefined) open.add(name)
    const met = event.type === EVENT_ID.SCALAR ? scalar(event) : collection(event)
    if (name !== undefined) {
      open.delete(name)
      anchored.set(name, met.values)
    }
    if (met.values > maxValues)
      throw new Bomb(
        lineAt(met.place.offset),
        `it holds more than ${maxValues} values, its aliases (\`*\`) counted out`,
      )
    return met
  }

  function scalar(event: ScalarEvent): Met {
    if (event.valueStart >= 0) offset = event.valueStart
    const place = { offset, inside: new Map<PropertyKey, Place>() }
    return { place: event.style === SCALAR_STYLE_LITERAL_BLOCK ? { ...place, block: offset } : place, values: 1 }
  }

  function collection(event: CollectionEvent): Met {
    const isMap = event.type === EVENT_ID.MAPPING
    if (event.start >= 0) offset = event.start
    const started = offset
    const inside = new Map<PropertyKey, Place>()
    let values = 1
    for (let place = 0; !closes(); place++) {
      const key = isMap ? keyOf() : undefined
      const met = node()
      values += met.values
      inside.set(key?.name ?? place, key ? { ...met.place, offset: key.offset } : met.place)
    }
    next()
    return { place: { offset: started, inside }, values }
  }

  function keyOf(): { readonly name: string; readonly offset: number } {
    const event = events[at]
    const { place } = node()
    return { name: event?.type === EVENT_ID.SCALAR ? getScalarValue(source, event) : '', offset: place.offset }
  }

  const found: Places[] = []
  while (at < events.length) {
    next() // the beginning of a document
    const { place } = node()
    if (closes()) next()
    found.push({
      lineOf: (path) => lineAt(nearest(place, path).place.offset),
      blockLineOf: (path) => {
        const { place: there, isExact } = nearest(place, path)
        return isExact && there.block !== undefined ? lineAt(there.block) : undefined
      },
    })
  }
  return found
}

function nearest(root: Place, path: Path): { readonly place: Place; readonly isExact: boolean } {
  let place = root
  for (const part of path) {
    const inside = place.inside.get(part)
    if (inside === undefined) return { place, isExact: false }
    place = inside
  }
  return { place, isExact: true }
}

function lineCounter(source: string): (offset: number) => number {
  const starts = [0]
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}
