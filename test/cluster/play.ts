/**
 * `npm run cluster`: a cluster for a person to play with, in the background, with an autoscaler and two pools.
 * `npm run cluster -- --stop` ends it.
 *
 * The background process (`--serve`) lives as long as its state file: to stop it is to remove the file. No process is
 * ever killed by a remembered pid, which after a restart of the machine may be somebody else's.
 */
import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, watchFile, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startCluster } from './cluster.ts'
import { eventually } from './poll.ts'
import { cacheRoot } from './programs/cache.ts'
import { buildControlPlane } from './programs/control-plane.ts'
import { isAlive } from './programs/lock.ts'
import { beside } from './scheduler.ts'

interface State {
  readonly pid: number
  readonly directory: string
  readonly kubeconfig: string
}

const stateFile = join(cacheRoot(), 'play.json')
const logFile = join(cacheRoot(), 'play.log')

/** The running cluster, or nothing; what is left of one that ended without being asked counts as nothing. */
function running(): State | undefined {
  if (!existsSync(stateFile)) return undefined
  const state = JSON.parse(readFileSync(stateFile, 'utf8')) as State
  return isAlive(state.pid) && existsSync(state.kubeconfig) ? state : undefined
}

async function serve(): Promise<void> {
  const pool = { cpu: '8', memory: '32Gi', zones: ['zone-a', 'zone-b'], consolidateAfter: '60s' }
  const karpenter = { bootDelay: '20s', pools: { user: pool, lab: pool } }
  const cluster = await startCluster({ scheduler: beside, karpenter })
  const { directory, kubeconfig } = cluster
  writeFileSync(stateFile, JSON.stringify({ pid: process.pid, directory, kubeconfig } satisfies State))
  watchFile(stateFile, { interval: 500 }, () => {
    if (!existsSync(stateFile)) void cluster.stop().then(() => process.exit(0))
  })
}

async function start(): Promise<void> {
  const before = running()
  if (before !== undefined) return say(`A cluster already runs. To end it: npm run cluster -- --stop`, before)
  const files = await buildControlPlane()
  mkdirSync(cacheRoot(), { recursive: true })
  rmSync(stateFile, { force: true })
  const log = openSync(logFile, 'w')
  const options = { detached: true, stdio: ['ignore', log, log] as ['ignore', number, number] }
  const server = spawn(process.execPath, [import.meta.filename, '--serve'], options)
  closeSync(log)
  server.unref()
  const ended = new Promise<never>((_, reject) => {
    server.once('exit', () => reject(new Error(`the cluster did not start:\n${readFileSync(logFile, 'utf8')}`)))
  })
  ended.catch(() => {})
  const state = await eventually('the cluster to start', running, { withinMs: 120_000, unless: ended })
  say(`A cluster runs. To end it: npm run cluster -- --stop`, state, files.get('kubectl'))
}

async function stop(): Promise<void> {
  const state = running()
  rmSync(stateFile, { force: true })
  if (state === undefined) return print('No cluster runs.')
  await eventually('the cluster to end', () => !existsSync(state.directory))
  print('The cluster is ended.')
}

function say(headline: string, state: State, kubectl = 'kubectl'): void {
  print(`${headline}

  export KUBECONFIG=${state.kubeconfig}

Its pools user and lab have no nodes until pods ask for some; a node takes 20 s to come and goes when empty for 60 s. Try

  ${kubectl} get nodepools,nodes
  ${kubectl} create deployment hello --image=pause --replicas=3
  ${kubectl} patch deployment hello -p '{"spec":{"template":{"spec":{"tolerations":[{"operator":"Exists"}]}}}}'
  ${kubectl} get pods,nodes --watch

The logs of its components: ${state.directory}`)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

const commands: Readonly<Record<string, () => Promise<void>>> = { '': start, '--stop': stop, '--serve': serve }
const command = commands[process.argv[2] ?? '']
try {
  if (command === undefined) throw new Error(`unknown option ${process.argv[2]}: only --stop is known`)
  await command()
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}
