import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { controlPlane, eventually, startCluster } from './index.ts'

const { skip } = await controlPlane()

/** The command lines that name this cluster: every component has one of its folders in its arguments. */
function processesOf(directory: string): readonly string[] {
  return commandLines().filter((line) => line.includes(basename(directory)))
}

/** The folders of this cluster; etcd's may be on another file system. */
function foldersOf(directory: string): readonly string[] {
  const name = basename(directory)
  return [directory, `${directory}-etcd`, join('/dev/shm', `${name}-etcd`)].filter((folder) => existsSync(folder))
}

/** Not `ps` where it can be avoided: slim images lack it. */
function commandLines(): readonly string[] {
  if (!existsSync('/proc/self/cmdline'))
    return execFileSync('ps', ['-axo', 'command='], { encoding: 'utf8' }).split('\n')
  return readdirSync('/proc').map((pid) => {
    try {
      return readFileSync(join('/proc', pid, 'cmdline'), 'utf8')
    } catch {
      return ''
    }
  })
}

/** Starts a runner of its own, with a cluster that it never stops; returns it and the cluster's folder. */
async function abandonedRunner(then = 'setInterval(() => {}, 1000)') {
  const cluster = pathToFileURL(join(import.meta.dirname, 'cluster.ts'))
  const script = `
    import { startCluster } from '${cluster}'
    const { directory } = await startCluster()
    process.stdout.write(directory)
    ${then}`
  const runner = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [directory] = await once(runner.stdout, 'data')
  return { runner, directory: String(directory) }
}

describe('the end of a cluster', { skip }, () => {
  it('stop() leaves no process and no folder', async () => {
    const { directory, stop } = await startCluster()
    assert.equal(processesOf(directory).length, 5)
    assert.equal(foldersOf(directory).length, 2)
    await stop()
    assert.deepEqual(processesOf(directory), [])
    assert.deepEqual(foldersOf(directory), [])
  })

  it('a runner killed with -9 leaves no process and no folder', async () => {
    const { runner, directory } = await abandonedRunner()
    assert.equal(processesOf(directory).length, 5)
    runner.kill('SIGKILL')
    await eventually('all processes to end', () => processesOf(directory).length === 0)
    await eventually('the folders to go', () => foldersOf(directory).length === 0)
  })

  it('a runner that forgets stop() ends by itself, and so does its cluster', async () => {
    const { runner, directory } = await abandonedRunner('')
    const [code] = await once(runner, 'exit')
    assert.equal(code, 0)
    await eventually('all processes to end', () => processesOf(directory).length === 0)
    await eventually('the folders to go', () => foldersOf(directory).length === 0)
  })

  it('a component that cannot start is named with the end of its log', async () => {
    await assert.rejects(startCluster({ apiServerArgs: ['--no-such-flag'] }), /kube-apiserver ended.*unknown flag/s)
  })
})
