import type { RuntimeEvent } from '../../domain/runtime-event.ts'
import type { Families } from './families.ts'

/** The metrics of what is kept for a restart; absent on a replica that does not lead, since it keeps nothing. */
export function stateMetrics({ number }: Families): (event: RuntimeEvent) => void {
  let measured: { readonly bytes: number; readonly mostBytes: number } | undefined
  let isKept: boolean | undefined
  number(
    'state_bytes',
    'Bytes of all that is remembered for a restart; absent where another replica keeps it.',
    () => measured?.bytes,
  )
  number(
    'state_limit_bytes',
    'So many of them are kept; of more what is worth least is left out.',
    () => measured?.mostBytes,
  )
  number(
    'state_kept',
    '0 while what is remembered for a restart cannot be written; absent where another replica keeps it.',
    () => (isKept === undefined ? undefined : Number(isKept)),
  )
  return (event) => {
    switch (event.type) {
      case 'leading':
        isKept = true
        return
      case 'state measured':
        measured = event
        return
      case 'state not kept':
      case 'state kept again':
        if (event.part === 'memory') isKept = event.type === 'state kept again'
        return
      case 'following':
        measured = undefined
        isKept = undefined
    }
  }
}
