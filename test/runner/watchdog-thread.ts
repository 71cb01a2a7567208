import { writeSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import type { Watch } from './watchdog.ts'

/** Where the main thread is, though it does nothing but that. */
async function whereItIs(): Promise<string> {
  const session = new Session()
  session.connectToMainThread()
  const urls = new Map<string, string>()
  session.on('Debugger.scriptParsed', ({ params }) => urls.set(params.scriptId, params.url))
  const paused = new Promise<readonly string[]>((done) => {
    session.on('Debugger.paused', ({ params }) =>
      done(
        params.callFrames.map(
          ({ functionName, location: { scriptId, lineNumber } }) =>
            `    at ${functionName || '(anonymous)'} ${urls.get(scriptId)}:${lineNumber + 1}`,
        ),
      ),
    )
  })
  await session.post('Debugger.enable')
  await session.post('Debugger.pause')
  return (await paused).join('\n')
}

/** Long enough for a thread that can be asked at all. */
const ANSWER_MS = 5000

async function watch({ beats, longestMs, name }: Watch): Promise<void> {
  let beat = Atomics.load(beats, 0)
  while (Atomics.wait(beats, 0, beat, longestMs) !== 'timed-out') beat = Atomics.load(beats, 0)
  let now = name
  for (let said = next(); said !== undefined; said = next()) now = said
  writeSync(2, `✖ ${now}: has not ended after ${longestMs / 60_000} min, and is killed\n`)
  const silence = new Promise<string>((done) => setTimeout(done, ANSWER_MS, '    (it does not say where it is)'))
  writeSync(2, `${await Promise.race([whereItIs(), silence])}\n`)
  process.kill(process.pid, 'SIGKILL')
}

const next = (): string | undefined => parentPort && receiveMessageOnPort(parentPort)?.message

await watch(workerData)
