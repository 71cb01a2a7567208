import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Action } from '../../../src/domain/act/action.ts'
import type { Outcome } from '../../../src/domain/act/outcome.ts'
import { noticeOfOutcome } from '../../../src/domain/notices/of-outcome.ts'
import { apply, deploymentRemoval, nodeWrite, podRemoval } from '../../support/action.ts'
import { OWNER } from '../../support/deployment.ts'

const because = 'a class'
const DONE = { at: 'done', uid: 'made' } as const
const failed = (more: object = {}): Outcome['effect'] => ({ at: 'failed', because: 'quota', ...more })
const HELD = {
  at: 'held back',
  because: '`kubectl` keeps changing it; not undone again for 1 min',
  untilMs: 0,
} as const

const told = (action: Action, effect: Outcome['effect'], owner: typeof OWNER | undefined = OWNER) => {
  const notice = noticeOfOutcome({ action, effect, tookMs: 1 }, owner)
  return notice && `${notice.type} ${notice.reason} on ${notice.regarding.kind} ${notice.regarding.uid}: ${notice.note}`
}

const create = apply({ reason: 'create', to: 3, because })
const scale = apply({ from: 2, to: 3, uid: 'u', because })
const heal = apply({ reason: 'heal', from: 9, to: 3, uid: 'u', scaledBy: 'kubectl', because })

const HINT =
  '; to ask for more, use: kubectl --namespace hub annotate --overwrite deployment user-placeholder warmseats.io/at-least="9 until 18:00"'

const TABLE: readonly (readonly [name: string, ...what: Parameters<typeof told>, says: string | undefined])[] = [
  ['made', create, DONE, OWNER, 'Normal Created on Deployment made: 3 placeholders: a class'],
  ['scaled', scale, { at: 'done' }, OWNER, 'Normal Scaled on Deployment u: 2 to 3: a class'],
  [
    'changed',
    apply({ reason: 'change', from: 3, to: 3, uid: 'u', because }),
    DONE,
    OWNER,
    'Normal Changed on Deployment made: 3 as before: a class',
  ],
  [
    'healed, with how to ask properly',
    heal,
    { at: 'done' },
    OWNER,
    `Normal Healed on Deployment u: 9 to 3: a class${HINT}`,
  ],
  ['held back', heal, HELD, OWNER, `Warning HeldBack on Deployment u: ${HELD.because}${HINT}`],
  ['refused', scale, failed(), OWNER, 'Warning NotWritten on Deployment u: quota'],
  [
    'refused before there is one',
    create,
    failed(),
    OWNER,
    'Warning NotWritten on ConfigMap uid-warmseats-state: user-placeholder: quota',
  ],
  ['an API server that is away', scale, failed({ isUnreachable: true }), OWNER, undefined],
  ['somebody else was faster', scale, { at: 'conflict', because: 'x' }, OWNER, undefined],
  ['a dry run', scale, { at: 'dry run' }, OWNER, undefined],
  [
    'its pool left',
    deploymentRemoval({ because: 'gone' }),
    DONE,
    OWNER,
    'Normal PoolRemoved on ConfigMap uid-warmseats-state: user-placeholder: gone',
  ],
  [
    'replaced',
    deploymentRemoval({ reason: 'replaced', because }),
    DONE,
    OWNER,
    'Normal Replaced on ConfigMap uid-warmseats-state: user-placeholder: a class',
  ],
  [
    'taken over',
    deploymentRemoval({ reason: 'takeover', because }),
    DONE,
    OWNER,
    'Normal TakenOver on ConfigMap uid-warmseats-state: user-placeholder: a class',
  ],
  [
    'a deletion that is refused',
    deploymentRemoval(),
    failed(),
    OWNER,
    'Warning NotWritten on Deployment uid-user-placeholder: quota',
  ],
  ['pods', podRemoval(), failed(), OWNER, undefined],
  ['nodes', nodeWrite(), DONE, OWNER, undefined],
]

describe('what is told of a try on a Deployment', () => {
  for (const [name, action, effect, owner, says] of TABLE)
    it(name, () => assert.equal(told(action, effect, owner), says))
  it('without an owner that which has no Deployment is not', () => {
    const lost = (action: Action, effect: Outcome['effect']) =>
      noticeOfOutcome({ action, effect, tookMs: 1 }, undefined)
    assert.deepEqual([lost(create, failed()), lost(deploymentRemoval(), DONE)], [undefined, undefined])
    assert.equal(lost(scale, DONE)?.reason, 'Scaled')
  })
  it('that it is held back is one thing, for however long', () => {
    const ids = [HELD, { ...HELD, because: 'for 2 min' }].map(
      (effect) => noticeOfOutcome({ action: heal, effect, tookMs: 1 }, OWNER)?.id,
    )
    assert.equal(ids[0], ids[1])
  })
})
