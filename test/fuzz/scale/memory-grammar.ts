import { memoryFromJson } from '../../../src/domain/decide/memory-json.ts'
import { type Grammar, long, MB } from './grammar.ts'
import { inOne } from './in-one.ts'

/** What is remembered, as it stands in the state ConfigMap. */
export const memoryGrammar: Grammar = {
  name: 'memory',
  knobs: { nodes: 5, pools: 2, peaks: 2, windows: 3, boots: 2, name: 8, resources: 2, unknown: 0, depth: 0 },
  mostBytes: MB,
  keptBytes: 2 * MB,
  // Nobody but us writes it, and it is read when it changed: a megabyte takes 40 to 60 ms.
  patience: 2,
  make: (sizes, text) => {
    const {
      nodes = 0,
      pools = 0,
      peaks = 0,
      windows = 0,
      boots = 0,
      name = 0,
      resources = 0,
      unknown = 0,
      depth = 0,
    } = sizes
    const key = (n: number) => `"${n}${long('k', Math.max(0, name - 8))}"`
    const record = (count: number, value: (n: number) => string) => {
      text.add('{"":null')
      text.times(count, (n) => `,${key(n)}:${value(n)}`)
      text.add('}')
    }
    const list = (count: number, value: string) =>
      `[${Array.from({ length: Math.min(count, 20_000) }, () => value).join(',')}]`
    text.add('{"version":1,"calendarMissingSinceMs":1,"nodes":')
    record(nodes, () => '{"candidateSinceMs":1}')
    text.add(',"windows":')
    record(windows, () => '{"leadMs":1}')
    text.add(',"pools":')
    const size = `{${Array.from({ length: Math.min(resources, 20_000) }, (_, n) => `"r${n}":1`).join(',')}}`
    record(
      pools,
      () => `{"desired":1,"size":${size},"fall":{"target":1,"peaks":${list(peaks, '{"target":1,"endMs":1}')}}}`,
    )
    text.add(',"boots":')
    record(pools, () => list(boots, '{"pod":"p","endMs":1,"tookMs":1}'))
    text.times(unknown, (n) => `,"x${n}":1`)
    text.add(`,"deep":${long('[', depth)}${long(']', depth)}}`)
  },
  read: (text) => inOne(() => memoryFromJson(text.replaceAll('"":null,', '').replaceAll('"":null', ''))),
}
