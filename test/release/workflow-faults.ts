/** What makes a workflow run, publish or sign something that nobody here wrote. */
import { load } from 'js-yaml'

export interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}

export interface Job {
  readonly permissions?: Readonly<Record<string, string>> | string
  readonly steps?: readonly Step[]
}

interface Workflow {
  readonly on?: unknown
  readonly permissions?: Readonly<Record<string, string>> | string
  readonly jobs?: Readonly<Record<string, Job>>
}

/** Of whatever text: the sentences, none where all is well. */
export function workflowFaults(text: string): string[] {
  const { on, permissions, jobs = {} } = load(text) as Workflow
  const faults = text.split('\n').flatMap(unpinned)
  if (JSON.stringify(permissions) !== '{}') faults.push('every job has permissions that it does not name')
  for (const event of triggersOf(on))
    if (event === 'pull_request_target' || event === 'workflow_run')
      faults.push(`${event}: what strangers wrote runs with our rights`)
  for (const [name, job] of Object.entries(jobs)) faults.push(...faultsOfJob(name, job))
  return faults
}

/** The jobs by name, and those of their permissions that change something. */
export const writesOf = (text: string): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.entries((load(text) as Workflow).jobs ?? {}).flatMap(([name, job]) => {
      const writes = Object.entries(rightsOf(job)).flatMap(([right, level]) => (level === 'write' ? [right] : []))
      return writes.length > 0 ? [[name, writes]] : []
    }),
  )

export const stepsOf = (text: string, job: string): readonly Step[] => (load(text) as Workflow).jobs?.[job]?.steps ?? []

/** Each action with the commit and the version beside it. */
export const pinsOf = (text: string): readonly (readonly [action: string, pin: string])[] =>
  text.split('\n').flatMap((line) => {
    const [, action = '', pin = ''] = /\buses: ([^@\s]+)@(.*)$/.exec(line) ?? []
    return action === '' ? [] : [[action, pin] as const]
  })

const rightsOf = ({ permissions }: Job): Readonly<Record<string, string>> =>
  typeof permissions === 'object' && permissions !== null ? permissions : {}

const triggersOf = (on: unknown): readonly string[] =>
  typeof on === 'string' ? [on] : Array.isArray(on) ? on.map(String) : Object.keys(on ?? {})

/** A tag is moved by whoever takes over an action's repository; a commit stays what it is. */
function unpinned(line: string): string[] {
  const isPinned = /uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)
  return !/\buses:/.test(line) || isPinned ? [] : [`no commit with its version: ${line.trim()}`]
}

function faultsOfJob(name: string, job: Job): string[] {
  const faults: string[] = []
  const say = (fault: string) => faults.push(`${name}: ${fault}`)
  if (typeof job.permissions !== 'object' || job.permissions === null) say('names no permissions')
  const signs = rightsOf(job)['id-token'] === 'write'
  for (const { uses = '', run = '', with: given = {} } of job.steps ?? []) {
    if (uses.startsWith('actions/checkout@') && given['persist-credentials'] !== false)
      say('leaves the token in the checkout, where later steps and artifacts have it')
    if (run.includes('${{')) say(`puts text of others into a script: ${run}`)
    if (/\bnpm (ci|install)\b/.test(run) && !run.includes('--ignore-scripts')) say(`runs scripts of packages: ${run}`)
    if (signs && /\b(npm|npx|node|pip)\b/.test(run)) say(`runs code of packages beside the right to sign: ${run}`)
  }
  return faults
}
