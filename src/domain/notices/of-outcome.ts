import { type Action, isCounted, objectOf } from '../act/action.ts'
import type { Effect } from '../act/effect.ts'
import { hintOf } from '../act/hint.ts'
import type { HeldBack, Outcome } from '../act/outcome.ts'
import type { Owner } from '../decide/observed.ts'
import { given } from '../given.ts'
import { sayCount } from '../say.ts'
import { deploymentObject, lentObject, type Notice, type Regarded, releaseObject } from './notice.ts'

type Apply = Extract<Action, { readonly type: 'apply' | 'apply buffer' | 'scale' }>
type Deletion = Extract<Action, { readonly type: 'delete deployment' | 'delete buffer' }>
type Done = Extract<Effect, { readonly at: 'done' }>
type Undone = Extract<Effect | HeldBack, { readonly at: 'failed' | 'held back' }>

const APPLIED = {
  create: 'Created',
  scale: 'Scaled',
  heal: 'Healed',
  change: 'Changed',
  return: 'GivenBack',
} as const
const DELETED = { removed: 'PoolRemoved', replaced: 'Replaced', takeover: 'TakenOver' } as const

/**
 * What is told of a try on a Deployment: what was done, or why it was not. Nothing of a conflict, which is tried again, of a
 * dry run, and of an API server that is away: it could not be told either.
 * @param owner of the release; undefined: it is not known, and what has no Deployment to stand on is not told
 */
export function noticeOfOutcome({ action, effect }: Outcome, owner: Owner | undefined): Notice | undefined {
  if (!isCounted(action) && action.type !== 'delete deployment' && action.type !== 'delete buffer') return undefined
  if (effect.at === 'done') return isCounted(action) ? applied(action, effect, owner) : deleted(action, owner)
  if (effect.at !== 'failed' && effect.at !== 'held back') return undefined
  return effect.at === 'failed' && effect.isUnreachable ? undefined : undone(action, effect, owner)
}

/** Of a Deployment that was just made the API server's answer has the uid. */
function applied(action: Apply, { uid = action.uid }: Done, owner: Owner | undefined): Notice | undefined {
  const regarding = regardedOf({ ...action, ...given({ uid }) }, owner)
  if (uid === undefined || !regarding) return undefined
  return occurrence({
    reason: APPLIED[action.reason],
    type: 'Normal',
    note: withHint(`${aboutOf(action, regarding)}${sayCounts(action)}: ${action.because}`, action),
    regarding,
  })
}

/** The Deployment is gone, and with it what stood on it. */
function deleted(action: Deletion, owner: Owner | undefined): Notice | undefined {
  if (!owner) return undefined
  const note = `${objectOf(action)}: ${action.because}`
  const reason = action.type === 'delete buffer' ? 'removed' : action.reason
  return occurrence({ reason: DELETED[reason], type: 'Normal', note, regarding: releaseObject(owner) })
}

function undone(action: Apply | Deletion, effect: Undone, owner: Owner | undefined): Notice | undefined {
  const regarding = regardedOf(action, owner)
  if (!regarding) return undefined
  const isHeld = effect.at === 'held back'
  const note = withHint(`${aboutOf(action, regarding)}${effect.because}`, action)
  const notice = occurrence({ reason: isHeld ? 'HeldBack' : 'NotWritten', type: 'Warning', note, regarding })
  // For how long it is held back is said, and is another time each time.
  return isHeld ? { ...notice, id: objectOf(action) } : notice
}

function regardedOf(action: Apply | Deletion, owner: Owner | undefined): Regarded | undefined {
  const { uid } = action
  if (action.type === 'apply buffer' || action.type === 'delete buffer') return bufferRegarded(action, owner)
  if (uid !== undefined && action.type === 'scale') {
    const object = lentObject(action.lent, action.namespace, uid)
    if (object) return object
  } else if (uid !== undefined && action.type !== 'scale') {
    const { name, namespace } = action.type === 'apply' ? action.manifest.metadata : action
    return deploymentObject(name, namespace, uid)
  }
  return owner && releaseObject(owner)
}

function bufferRegarded(action: Extract<Apply | Deletion, { type: `${string} buffer` }>, owner: Owner | undefined) {
  if (action.type === 'delete buffer' || action.uid === undefined) return owner && releaseObject(owner)
  const { apiVersion, kind, metadata } = action.manifests.buffer
  return { apiVersion, kind, name: metadata.name, namespace: metadata.namespace, uid: action.uid }
}

/** What stands on the object itself need not name it. */
const aboutOf = (action: Action, regarding: Regarded): string =>
  regarding.kind === 'ConfigMap' ? `${objectOf(action)}: ` : ''

const sayCounts = ({ from, to }: Pick<Apply, 'from' | 'to'>): string => {
  if (from === undefined) return sayCount(to, 'placeholder')
  return from === to ? `${to} as before` : `${from} to ${to}`
}

const withHint = (note: string, action: Action): string => [note, hintOf(action)].filter(Boolean).join('; ')

const occurrence = (said: Omit<Notice, 'kind' | 'id'>): Notice => ({ ...said, kind: 'occurrence', id: said.note })
