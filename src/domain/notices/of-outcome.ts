import type { Action } from '../act/action.ts'
import type { Effect } from '../act/effect.ts'
import { hintOf } from '../act/hint.ts'
import type { HeldBack, Outcome } from '../act/outcome.ts'
import type { Owner } from '../decide/observed.ts'
import { sayCount } from '../say.ts'
import { deploymentObject, type Notice, type Regarded, releaseObject } from './notice.ts'

type Apply = Extract<Action, { readonly type: 'apply' }>
type Deletion = Extract<Action, { readonly type: 'delete deployment' }>
type Done = Extract<Effect, { readonly at: 'done' }>
type Undone = Extract<Effect | HeldBack, { readonly at: 'failed' | 'held back' }>

const APPLIED = { create: 'Created', scale: 'Scaled', heal: 'Healed', change: 'Changed' } as const
const DELETED = { removed: 'PoolRemoved', replaced: 'Replaced', takeover: 'TakenOver' } as const

/**
 * What is told of a try on a Deployment: what was done, or why it was not. Nothing of a conflict, which is tried again, of a
 * dry run, and of an API server that is away: it could not be told either.
 * @param owner of the release; undefined: it is not known, and what has no Deployment to stand on is not told
 */
export function noticeOfOutcome({ action, effect }: Outcome, owner: Owner | undefined): Notice | undefined {
  if (action.type !== 'apply' && action.type !== 'delete deployment') return undefined
  if (effect.at === 'done') return action.type === 'apply' ? applied(action, effect) : deleted(action, owner)
  if (effect.at !== 'failed' && effect.at !== 'held back') return undefined
  return effect.at === 'failed' && effect.isUnreachable ? undefined : undone(action, effect, owner)
}

/** Of a Deployment that was just made the API server's answer has the uid. */
function applied(action: Apply, { uid = action.uid }: Done): Notice | undefined {
  const { name, namespace } = action.manifest.metadata
  if (uid === undefined) return undefined
  return occurrence({
    reason: APPLIED[action.reason],
    type: 'Normal',
    note: withHint(`${sayCounts(action)}: ${action.because}`, action),
    regarding: deploymentObject(name, namespace, uid),
  })
}

/** The Deployment is gone, and with it what stood on it. */
function deleted({ name, reason, because }: Deletion, owner: Owner | undefined): Notice | undefined {
  if (!owner) return undefined
  const note = `${name}: ${because}`
  return occurrence({ reason: DELETED[reason], type: 'Normal', note, regarding: releaseObject(owner) })
}

function undone(action: Apply | Deletion, effect: Undone, owner: Owner | undefined): Notice | undefined {
  const regarding = objectOf(action, owner)
  if (!regarding) return undefined
  const isHeld = effect.at === 'held back'
  const about = regarding.kind === 'Deployment' ? '' : `${nameOf(action)}: `
  const note = withHint(`${about}${effect.because}`, action)
  const notice = occurrence({ reason: isHeld ? 'HeldBack' : 'NotWritten', type: 'Warning', note, regarding })
  // For how long it is held back is said, and is another time each time.
  return isHeld ? { ...notice, id: nameOf(action) } : notice
}

function objectOf(action: Apply | Deletion, owner: Owner | undefined): Regarded | undefined {
  const { name, namespace } = action.type === 'apply' ? action.manifest.metadata : action
  if (action.uid !== undefined) return deploymentObject(name, namespace, action.uid)
  return owner && releaseObject(owner)
}

const nameOf = (action: Apply | Deletion) => (action.type === 'apply' ? action.manifest.metadata.name : action.name)

const sayCounts = ({ from, to }: Apply): string => {
  if (from === undefined) return sayCount(to, 'placeholder')
  return from === to ? `${to} as before` : `${from} to ${to}`
}

const withHint = (note: string, action: Action): string => [note, hintOf(action)].filter(Boolean).join('; ')

const occurrence = (said: Omit<Notice, 'kind' | 'id'>): Notice => ({ ...said, kind: 'occurrence', id: said.note })
