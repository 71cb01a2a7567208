/**
 * `npm run chaos [-- --minutes 60] [--seed 1] [--only TEXT,TEXT] [--protocol FILE] [--list]`: every kind of fault, round
 * and round, against the running product on a real control plane, and a table of what became of it. Explained in
 * docs/reliability.md.
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { seeded } from '../../src/simulation/cluster/random.ts'
import { MINUTE } from '../support/time.ts'
import { GROUPS } from './faults.ts'
import { growthOf } from './growth.ts'
import { inOrder, type Listed } from './order.ts'
import { calm, play, repair } from './play.ts'
import { type Result, resultOf, sayResult, unplayed } from './result.ts'
import { type Scene, setScene } from './scene.ts'
import { tableOf } from './table.ts'

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    protocol: { type: 'string' },
    only: { type: 'string', default: '' },
    list: { type: 'boolean', default: false },
  },
})
const seed = Number(options.seed)
const isMeant = ({ group, fault }: Listed) =>
  options.only.split(',').some((part) => group === part || fault.name.includes(part))
/** What is late is waited for so long, for the figure. */
const PATIENCE_MS = 1.5 * MINUTE

async function chaos(): Promise<void> {
  const scene = await setScene(seed, options.protocol)
  const results: Result[] = []
  const endsMs = Date.now() + Number(options.minutes) * MINUTE
  // What was learned is told, also when somebody has seen enough. 'exit' is where children are killed.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      report(results)
      process.exit(1)
    })
  for (let round = 0; round === 0 || (Date.now() < endsMs && options.only === ''); round++)
    for (const listed of inOrder(GROUPS, seeded(seed + round)).filter(isMeant)) {
      if (round > 0 && Date.now() > endsMs) break
      const result = await playOne(listed, scene)
      results.push(result)
      process.stderr.write(`${sayResult(result)}\n`)
    }
  report(results)
  const isWell = results.every(({ complaints }) => complaints.length === 0) && growthOf(results).isFlat
  process.exitCode = isWell ? 0 : 1
  await scene.stop()
}

async function playOne({ group, fault }: Listed, scene: Scene): Promise<Result> {
  const restless = await calm(scene)
  if (restless !== undefined) {
    process.stderr.write(`       before «${fault.name}»: ${restless}; everything is started anew\n`)
    await repair(scene)
  }
  try {
    return resultOf(group, await play(fault, scene, PATIENCE_MS))
  } catch (error) {
    await repair(scene)
    return unplayed(group, fault, error as Error)
  }
}

function report(results: readonly Result[]): void {
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.version}`
  const failed = results.filter(({ complaints }) => complaints.length > 0).length
  process.stdout.write(`\`npm run chaos -- --minutes ${options.minutes} --seed ${options.seed}\`, ${new Date().toISOString().slice(0, 10)}, ${machine}: ${results.length} faults played, ${results.length - failed} held.

${tableOf(results)}

${growthOf(results).said}
`)
}

const list = () =>
  GROUPS.map(([group, faults]) => [group, ...faults.map(({ name }) => `  ${name}`)].join('\n')).join('\n')

if (options.list) process.stdout.write(`${list()}\n`)
else await chaos()
