/** What a simulated week costs as its people become more: CPU of `warmseats simulate`, no other policy beside. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { dump, load } from 'js-yaml'
import { type Revision, ROOT } from './revision.ts'

const run = promisify(execFile)

export interface SimulateCost {
  readonly revision: string
  readonly times: number
  readonly visits: number
  readonly cpuMs: number
}

interface Week {
  readonly pools: Readonly<Record<string, { readonly maximum: number }>>
  readonly users: readonly { readonly people?: number; readonly perHour?: readonly number[] }[]
  readonly calendar: { readonly events: readonly { readonly description: string }[] }
}

/** @param times as many people as in examples/scenarios/week.yaml */
export async function measureSimulate(revision: Revision, times: number): Promise<SimulateCost> {
  const folder = await mkdtemp(join(tmpdir(), 'warmseats-bench-simulate-'))
  const [scenario, out, cpu] = ['week.yaml', 'week.json', 'cpu'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  try {
    const week = load(await readFile(join(ROOT, 'examples/scenarios/week.yaml'), 'utf8')) as Week
    await writeFile(scenario, dump(larger(week, times)))
    const program = [revision.program, 'simulate', `--scenario=${scenario}`, `--out=${out}`]
    const atExit = `--import=${fileURLToPath(import.meta.resolve('./cpu-at-exit.mjs'))}`
    await run(process.execPath, [atExit, ...program], { env: { ...process.env, WARMSEATS_BENCH_CPU: cpu } })
    const { policies } = JSON.parse(await readFile(out, 'utf8')) as {
      policies: readonly { waits: { people: number } }[]
    }
    return {
      revision: revision.name,
      times,
      visits: policies[0]?.waits.people ?? Number.NaN,
      cpuMs: Number(await readFile(cpu, 'utf8')),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const larger = (week: Week, times: number): object => ({
  ...week,
  compare: [],
  pools: Object.fromEntries(
    Object.entries(week.pools).map(([name, pool]) => [name, { ...pool, maximum: pool.maximum * times }]),
  ),
  users: week.users.map(({ people, perHour, ...kind }) => ({
    ...kind,
    ...(people === undefined ? {} : { people: people * times }),
    ...(perHour === undefined ? {} : { perHour: perHour.map((count) => count * times) }),
  })),
  calendar: {
    events: week.calendar.events.map((event) => ({
      ...event,
      description: event.description.replace(/\d+/, (count) => String(Number(count) * times)),
    })),
  },
})
