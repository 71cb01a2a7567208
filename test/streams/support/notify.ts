/** Replicas that tell, on virtual time, beside a state ConfigMap as the API server has it. */
import { EMPTY, map, Subject, type Subscription, timer } from 'rxjs'
import type { Step } from '../../../src/domain/act/step.ts'
import type { Claimed } from '../../../src/domain/notify/claimed.ts'
import type { Message } from '../../../src/domain/notify/message.ts'
import { type Told, toldFrom, toldText } from '../../../src/domain/notify/told.ts'
import type { RuntimeEvent } from '../../../src/domain/runtime-event.ts'
import { notify } from '../../../streams/notify/notify.ts'
import { clock } from './clock.ts'

/** The ConfigMap: versions, and conflicts. */
export function stateObject(isAway: () => boolean = () => false) {
  let version = 1
  let text: string | undefined
  const writes: string[] = []
  return {
    writes,
    stored: () => ({ resourceVersion: String(version), ...toldOf(text) }),
    /** By somebody else, our own memory for instance. */
    touch: () => {
      version += 1
    },
    claim: (told: Told, resourceVersion: string): Claimed => {
      if (isAway()) return { at: 'failed', because: 'the API server is away' }
      if (resourceVersion !== String(version)) return { at: 'overtaken' }
      version += 1
      text = toldText(told)
      writes.push(text)
      return { at: 'kept' }
    },
  }
}

const toldOf = (text: string | undefined) => {
  const told = toldFrom(text)
  return told ? { told } : {}
}

export interface ReplicaSpec {
  readonly name?: string
  readonly leaderlessSinceMs?: () => number | undefined
  readonly send?: (message: Message) => void
  /** How much later than it is written this replica sees the ConfigMap; default: at once. */
  readonly lag?: { stored: ReturnType<typeof stateObject>['stored'] }
  readonly dryRun?: boolean
}

export interface Replica {
  step(step: Step): void
  kill(): void
  readonly told: RuntimeEvent[]
}

/** A cluster of replicas with one clock; `said` has what people heard: `name state kind`. */
export function replicas(state = stateObject(), startMs = 0) {
  const time = clock(startMs)
  const said: string[] = []
  const start = (spec: ReplicaSpec = {}): Replica => {
    const { name = 'a', leaderlessSinceMs = () => undefined, send = () => undefined, dryRun = false } = spec
    const steps$ = new Subject<Step>()
    const told: RuntimeEvent[] = []
    const subscription: Subscription = notify(
      {
        steps$,
        leaderlessSinceMs,
        place: { namespace: 'hub', identity: name },
        dryRun: () => dryRun,
        stored: spec.lag?.stored ?? state.stored,
        // A write takes a moment, in which others write too.
        claim: (...[one, version]) => timer(5, time.scheduler).pipe(map(() => state.claim(one, version))),
        send: (_, message) => {
          send(message)
          said.push(`${name} ${message.notice.state} ${message.notice.kind}`)
          return EMPTY
        },
        tell: (event) => told.push(event),
        random: () => 1,
      },
      time.scheduler,
    ).subscribe({
      error: (error) => {
        throw error
      },
    })
    return { step: (step) => steps$.next(step), kill: () => subscription.unsubscribe(), told }
  }
  return { ...time, state, said, start }
}
