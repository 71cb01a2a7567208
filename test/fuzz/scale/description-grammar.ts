import { serialize } from 'node:v8'
import { readDescriptionSteps } from '../../../src/domain/calendar/description/description.ts'
import { stepped } from '../stepped.ts'
import { type Grammar, KB, long, MB } from './grammar.ts'

const ENTRIES = [
  'user: 2',
  'user: 1.5',
  'user:',
  'a: {b: 1',
  '{x: 1, y: 2}',
  '  students: 1',
  '- user: 2',
  '`user: 2`',
  'leadTime: 1h',
  'class: data8',
]
const FILLERS = ['x', ' ', '<a ', '<br>', '&amp;', '`', '*', '{a: ', '9', '\u00a0', '- ', '<!-- ']

/** The description of an event, as people and editors write it. */
export const descriptionGrammar: Grammar = {
  name: 'description',
  knobs: { lines: 3, line: 10, pools: 1, flow: 0, depth: 0, tags: 0 },
  mostBytes: MB,
  keptBytes: 64 * KB,
  make: (sizes, text, random) => {
    const { lines = 1, line = 1, pools = 1, flow = 0, depth = 0, tags = 0 } = sizes
    const [entry, filler] = [random.pick(ENTRIES), random.pick(FILLERS)]
    text.times(tags, () => random.pick(['<b>', '<p class="x">', '</', '<style>', '&#65;']))
    text.times(pools, (n) => `pool${n}: 1\n`)
    text.add(`a: ${long('{a: ', 4 * depth)}1${long('}', depth)}\n`)
    text.add(`lab: {${long('students: 1, ', 13 * flow)}seats: 1}\n`)
    text.times(lines, () => `${entry}${long(filler, Math.max(0, line - 10))}\n`)
  },
  read: (text) => {
    const { result, longestMs } = stepped(readDescriptionSteps(text))
    return {
      verdict: result.problems.length > 0 ? 'with problems' : 'read',
      longestMs,
      keptBytes: serialize(result).length,
    }
  },
}
