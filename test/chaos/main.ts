/**
 * `npm run chaos [-- --minutes 60] [--seed N] [--only NAME] [--list]`: every kind of fault round and round against the
 * running product on a real control plane, and a table of what became of it. Explained in docs/reliability.md.
 */
import { parseArgs } from 'node:util'
import { GROUPS } from './faults.ts'
import { play } from './play.ts'
import { setScene } from './scene.ts'
import { verdict } from './verdict.ts'

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    list: { type: 'boolean', default: false },
  },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
const say = (text: string) => process.stdout.write(`${text}\n`)

const scene = await setScene(Number(options.seed))
for (const [, faults] of GROUPS)
  for (const fault of faults.filter(({ name }) => name.includes(options.only))) {
    const played = await play(fault, scene, { patienceMs: 90_000 })
    const { convergedMs = Number.NaN } = played
    say(`${fault.name}: ${(convergedMs / 1000).toFixed(1)} s`)
    for (const complaint of verdict(played)) say(`  ${complaint}`)
  }
await scene.stop()
