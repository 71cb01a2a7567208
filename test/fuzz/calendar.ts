/**
 * `node test/fuzz/calendar.ts [--runs 100000] [--seed 1] [--limit 50] [--show]`: mutated calendars are read and
 * expanded; nothing may throw, and no step may hold the event loop longer than the limit (ms of CPU). Exits 1 otherwise.
 *
 * `node test/fuzz/calendar.ts --scale [--runs 1000] [--run N] [--seed 1] [--limit 50]`: productions of grammars (calendars,
 * descriptions, the config, profiles, questions of the API server, quantities, the memory) come up to a million times;
 * neither a step, nor what is kept, nor the memory of the process may grow with them. `--run` begins with one of them, `--grammar config` tries one alone.
 */
import { parseArgs } from 'node:util'
import { type Findings, fuzz } from './run.ts'
import { type ScaleFindings, scale } from './scale/run.ts'

const { values } = parseArgs({
  options: {
    scale: { type: 'boolean', default: false },
    runs: { type: 'string' },
    run: { type: 'string', default: '0' },
    grammar: { type: 'string' },
    seed: { type: 'string', default: '1' },
    limit: { type: 'string', default: '50' },
    show: { type: 'boolean', default: false },
  },
})
const runs = Number(values.runs ?? (values.scale ? 1000 : 100_000))
const [seed, limitMs] = [Number(values.seed), Number(values.limit)]
const write = (line: string) => process.stdout.write(`${line}\n`)
const progress = (line: string) => process.stderr.write(`${line}\n`)

const say = ({ runs, refused, withProblems, occurrences, steps, mostSteps, longestMs, once, failures }: Findings) =>
  `${runs} calendars (seed ${seed}): ${refused} refused, ${withProblems} with problems, ${occurrences} occurrences; ` +
  `${steps} steps, at most ${mostSteps} for one, the longest ${longestMs.toFixed(1)} ms of CPU (${once} long only once); ${failures.length} failures`

const sayScale = ({ runs, verdicts, longestMs, keptBytes, rssMb, once, failures }: ScaleFindings) =>
  `${runs} texts (seed ${seed}): the longest step ${longestMs.toFixed(1)} ms of CPU (${once} long only once), ` +
  `${Math.round(keptBytes / 1024)} KiB kept, ${Math.round(rssMb)} MB of memory; ${failures.length} failures\n` +
  [...verdicts]
    .sort()
    .map(([verdict, count]) => `  ${count} ${verdict}`)
    .join('\n')

async function scaled(): Promise<number> {
  const found = await scale({
    ...{ runs, from: Number(values.run), seed, limitMs, mostRssMb: 400, decades: 6 },
    ...(values.grammar === undefined ? {} : { grammar: values.grammar }),
    progress: (sofar) => progress(sayScale(sofar)),
  })
  for (const { run, what, grammar, sizes } of found.failures) write(`run ${run}, ${grammar} with ${sizes}: ${what}`)
  write(sayScale(found))
  return found.failures.length
}

function mutated(): number {
  const found = fuzz({ runs, seed, limitMs, progress: (sofar) => progress(say(sofar)) })
  for (const { run, what, text } of found.failures) write(`run ${run}: ${what}${values.show ? `\n${text}` : ''}`)
  write(say(found))
  return found.failures.length
}

const failures = values.scale ? await scaled() : mutated()
process.exitCode = failures > 0 ? 1 : 0
