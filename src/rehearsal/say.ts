import { sayDuration, sayWait } from '../domain/duration.ts'
import { nameOfRun } from './objects.ts'
import { lifeMs, type Plan } from './plan.ts'
import type { Result } from './result.ts'

/** How it stands: who has come, who waits, what the cluster does about it. */
export function sayProgress(result: Result): string {
  const { arrived, users, seated, refused, lost, nodes, placeholdersEvicted: evicted } = result
  const waiting = arrived - seated - refused - lost
  const ready = nodes.filter(({ readyAfterSeconds }) => readyAfterSeconds !== undefined).length
  return [
    `${arrived} of ${users} have come, ${counted(seated, 'has', 'have')} a seat, ${counted(waiting, 'waits', 'wait')}`,
    ...(refused > 0 ? [`${counted(refused, 'was', 'were')} refused`] : []),
    ...(lost > 0 ? [`${lost} lost their pod`] : []),
    ...(nodes.length > 0 ? [`${ready} of ${nodes.length} new nodes ready`] : []),
    ...(evicted > 0 ? [`${counted(evicted, 'placeholder', 'placeholders')} evicted`] : []),
  ].join(', ')
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** `1:05` */
export const sayClock = (ms: number): string => {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** What is about to happen, and how to end it. */
export const sayPlan = ({ users, pool, overMs, run }: Plan, where: string): string =>
  `Rehearsal ${run}: ${counted(users, 'user-dummy', 'user-dummies')} in the pool \`${pool}\` of ${where}, over ${sayDuration(overMs)}. Ctrl-C ends it and takes them away.`

/** What is still there when it ends, and how to be rid of it. @param left pods */
export function sayLeft(plan: Plan, left: number, namespace: string): string {
  const what = left === 0 ? 'Its Job is' : `${left} of its pods ${left === 1 ? 'is' : 'are'}`
  const within = sayDuration(lifeMs(plan))
  return `${what} still there; the cluster deletes all of it within ${within} of its begin. At once: kubectl -n ${namespace} delete job ${nameOfRun(plan)}`
}

/** The result for people. */
export function sayResult(result: Result): string {
  const { users, pool, seated, arrived, interrupted, waits, refused, lost, nodes } = result
  const waiting = arrived - seated - refused - lost
  const s = (seconds: number) => sayWait(seconds * 1000)
  const booted = nodes.map(({ name, readyAfterSeconds: ready }) =>
    ready === undefined ? `${name} (not ready yet)` : `${name} (ready after ${s(ready)})`,
  )
  return [
    `${seated} of ${users} user-dummies got a seat in the pool \`${pool}\`.`,
    ...(interrupted ? [`  interrupted   ${users - arrived} had not come yet, ${waiting} waited`] : []),
    ...(refused > 0 ? [`  refused       ${refused}: ${result.refusedBecause}`] : []),
    ...(lost > 0 ? [`  lost          ${lost}: somebody removed their pods before they ran`] : []),
    `  waits         p50 ${s(waits.p50Seconds)}, p99 ${s(waits.p99Seconds)}, longest ${s(waits.maxSeconds)}; ${waits.beyond30Seconds} of ${waits.people} waited more than 30 s`,
    `  nodes booted  ${booted.length === 0 ? 'none' : `${booted.length}: ${booted.join(', ')}`}`,
    `  placeholders  ${result.placeholdersEvicted} evicted`,
  ].join('\n')
}
