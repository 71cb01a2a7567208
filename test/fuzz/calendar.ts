/**
 * `node test/fuzz/calendar.ts [--runs 100000] [--seed 1] [--limit 50] [--show]`: mutated calendars are read and
 * expanded; nothing may throw, and no step may hold the event loop longer than the limit (ms of CPU). Exits 1 otherwise.
 */
import { parseArgs } from 'node:util'
import { type Findings, fuzz } from './run.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    limit: { type: 'string', default: '50' },
    show: { type: 'boolean', default: false },
  },
})
const [runs, seed, limitMs] = [Number(values.runs), Number(values.seed), Number(values.limit)]

const say = ({ runs, refused, withProblems, occurrences, steps, mostSteps, longestMs, once, failures }: Findings) =>
  `${runs} calendars (seed ${seed}): ${refused} refused, ${withProblems} with problems, ${occurrences} occurrences; ` +
  `${steps} steps, at most ${mostSteps} for one, the longest ${longestMs.toFixed(1)} ms of CPU (${once} long only once); ${failures.length} failures`

const found = fuzz({ runs, seed, limitMs, progress: (sofar) => process.stderr.write(`${say(sofar)}\n`) })
for (const { run, what, text } of found.failures) {
  process.stdout.write(`run ${run}: ${what}\n${values.show ? `${text}\n` : ''}`)
}
process.stdout.write(`${say(found)}\n`)
process.exitCode = found.failures.length > 0 ? 1 : 0
