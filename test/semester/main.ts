/**
 * A semester as a scenario: `npm run semester -- --seed 1` plays it beside the oracle, and says who waited and what it cost;
 * `--out folder` writes its files instead, which `warmseats simulate` plays. `--figures` prints the table of docs/forecast.md,
 * `--lectures` its part that takes a minute a seed; `--seeds 1,2,3/21,22` are those that it is about, in groups.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { REACTIONS } from '../../src/domain/settings/forecast-rules.ts'
import { filesOf } from '../../src/simulation/semester/files.ts'
import { semester } from '../../src/simulation/semester/semester.ts'
import { figures } from './figures.ts'
import { measure, sayFigures } from './measure.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
    calendar: { type: 'string', default: 'announced' },
    reactions: { type: 'string', default: 'on' },
    history: { type: 'string', default: 'on' },
    figures: { type: 'boolean', default: false },
    lectures: { type: 'boolean', default: false },
    seeds: { type: 'string', default: '1,2,3/21,22' },
  },
})

const CALENDARS = ['announced', 'auto', 'none'] as const
/** All but some: `-surge,-curve`. */
const LESS = new RegExp(`^-(${REACTIONS.join('|')})(,-(${REACTIONS.join('|')}))*$`)
const calendar = CALENDARS.find((one) => one === values.calendar)
const seed = Number(values.seed)
if (!calendar || !Number.isSafeInteger(seed) || !(/^(on|off)$/.test(values.reactions) || LESS.test(values.reactions))) {
  process.stderr.write(
    `--seed is a whole number, --calendar one of ${CALENDARS.join(', ')}, --reactions on, off or without some, as in =-surge,-curve\n`,
  )
  process.exit(2)
}
const seeds = values.seeds.split('/').map((group) => group.split(',').map(Number))
if (!seeds.flat().every(Number.isSafeInteger)) {
  process.stderr.write('--seeds are whole numbers, as in 1,2,3/21,22\n')
  process.exit(2)
}
const forecast = { reactions: reactionsOf(values.reactions), history: values.history }
const files = () => filesOf(semester(seed), { seed, calendar, forecast })
const tell = (line: string) => void process.stderr.write(`${line}\n`)
if (values.figures || values.lectures)
  process.stdout.write(`${await figures({ seeds, tell, withSemesters: values.figures })}\n`)
else if (values.out === undefined) process.stdout.write(`${sayFigures(await measure(files()))}\n`)
else {
  await mkdir(values.out, { recursive: true })
  for (const [name, text] of Object.entries(files())) await writeFile(join(values.out, name), text)
  process.stdout.write(`${values.out}: ${Object.keys(files()).join(', ')}\n`)
}

function reactionsOf(text: string): string | Record<string, string> {
  if (!text.startsWith('-')) return text
  const off = text.split(',').map((one) => one.slice(1))
  return Object.fromEntries(REACTIONS.map((name) => [name, off.includes(name) ? 'off' : 'on']))
}
