import { type Problem, problem } from '../problem.ts'
import type { RuntimeEvent, StatePart } from '../runtime-event.ts'

/** What of the state ConfigMap is not as it should be, in the words of the log. */
export interface StateTrouble {
  /** What is left out; undefined: nothing. */
  readonly cut: string | undefined
  /** Why what cannot be written is not. */
  readonly failures: Readonly<Partial<Record<StatePart, string>>>
}

export const NO_STATE_TROUBLE: StateTrouble = { cut: undefined, failures: {} }

type StateEvent = Extract<
  RuntimeEvent,
  { readonly type: 'state cut' | 'state whole' | 'state not kept' | 'state kept again' }
>

export function toldState(before: StateTrouble, event: StateEvent): StateTrouble {
  switch (event.type) {
    case 'state cut':
      return { ...before, cut: event.because }
    case 'state whole':
      return { ...before, cut: undefined }
    case 'state not kept':
      return { ...before, failures: { ...before.failures, [event.part]: event.because } }
    case 'state kept again': {
      const { [event.part]: _, ...failures } = before.failures
      return { ...before, failures }
    }
  }
}

/** Without its memory the next start begins anew; a part of it, and the copy of the config, can be missed for longer. */
export function stateProblems({ cut, failures: { ConfigMap: object, memory, config } }: StateTrouble): {
  readonly bad: readonly Problem[]
  readonly warnings: readonly Problem[]
} {
  const of = (where: string, text: string | undefined) => (text === undefined ? [] : [problem(where, text)])
  return {
    bad: [...of('state ConfigMap', object), ...of('memory', memory)],
    warnings: [...of('memory', cut), ...of('copy of the config', config)],
  }
}
