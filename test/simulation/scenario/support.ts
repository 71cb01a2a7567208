import { readFile } from 'node:fs/promises'
import { type Rehearsal, readScenario } from '../../../src/simulation/scenario/read.ts'

/** A small scenario; `more` is put in at the top level. */
export const yaml = (more = ''): string => `title: A test
timezone: America/Los_Angeles
start: 2026-03-24 08:00
end: 2026-03-24 12:00
pools:
  user:
    node: {cpu: 8, memory: 32Gi, pods: 110}
    seat: {cpu: 100m, memory: 4Gi}
${more}
`

export const read = (more = '', files: Readonly<Record<string, string>> = {}): Promise<Rehearsal> =>
  readScenario(yaml(more), { readText: async (path) => files[path] ?? Promise.reject(new Error(`no ${path}`)) })

export const SHIPPED = new URL('../../../examples/scenarios/', import.meta.url)

/** One of `examples/scenarios/`, without `.yaml`. */
export const shipped = async (name: string, seed = 1): Promise<Rehearsal> => {
  const text = await readFile(new URL(`${name}.yaml`, SHIPPED), 'utf8')
  return readScenario(`${text}\nseed: ${seed}\n`, { readText: (path) => readFile(new URL(path, SHIPPED), 'utf8') })
}

/** Of the scenario's day, in its zone. */
export const at = (time: string): number => Date.parse(`2026-03-24T${time}:00-07:00`)
