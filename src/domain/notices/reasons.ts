/**
 * Everything that is told as an Event: docs/events.md is made of this, and what writes an Event names one of these. `Warning`
 * is only what a person has to mend.
 */
export interface ReasonInfo {
  readonly types: readonly ('Normal' | 'Warning')[]
  /** The object on which it stands, for `kubectl describe`. */
  readonly on:
    | 'Deployment'
    | 'state ConfigMap'
    | 'Deployment or StatefulSet, else state ConfigMap'
    | 'StatefulSet, else state ConfigMap'
    | 'Node'
    | 'ConfigMap'
    | 'Pod, ConfigMap'
  readonly when: string
  readonly todo: string
}

const NORMAL = ['Normal'] as const
const WARNING = ['Warning'] as const
const NOTHING = 'nothing'
const READ_NOTE = 'what the note says'

/** Of pools and of the release; the leader writes them. */
export const RELEASE_REASONS = {
  Created: { types: NORMAL, on: 'Deployment', when: 'the Deployment of a pool is made', todo: NOTHING },
  Scaled: {
    types: NORMAL,
    on: 'Deployment or StatefulSet, else state ConfigMap',
    when: 'its count is another one; the note says why',
    todo: NOTHING,
  },
  Changed: {
    types: NORMAL,
    on: 'Deployment',
    when: 'the config or the size of placeholders is another one, so its template is',
    todo: NOTHING,
  },
  Healed: {
    types: NORMAL,
    on: 'Deployment or StatefulSet, else state ConfigMap',
    when: 'somebody else changed it, and that was undone',
    todo: 'to ask for more, the annotation that the note names',
  },
  HeldBack: {
    types: WARNING,
    on: 'Deployment or StatefulSet, else state ConfigMap',
    when: 'somebody keeps changing it, so it is left for a while',
    todo: 'end the other controller (an autoscaler, GitOps that names `replicas`) or the script that the note names',
  },
  NotWritten: {
    types: WARNING,
    on: 'Deployment or StatefulSet, else state ConfigMap',
    when: 'a write is refused: by rights, a quota, a webhook',
    todo: 'what the note says; a missing right stands there as the rule to grant',
  },
  PoolLeaving: {
    types: NORMAL,
    on: 'Deployment',
    when: 'its pool is no longer in the config: it goes after `fallWindow`',
    todo: 'nothing, or name the pool again to keep it',
  },
  GivenBack: {
    types: NORMAL,
    on: 'StatefulSet, else state ConfigMap',
    when: 'what was lent to a pool has the count again that it had before',
    todo: NOTHING,
  },
  PoolRemoved: { types: NORMAL, on: 'state ConfigMap', when: 'that Deployment is deleted', todo: NOTHING },
  Replaced: {
    types: NORMAL,
    on: 'state ConfigMap',
    when: 'a Deployment is deleted and made anew, since its labels are others',
    todo: NOTHING,
  },
  TakenOver: {
    types: NORMAL,
    on: 'state ConfigMap',
    when: 'the Deployment of the program before is deleted and made anew as ours',
    todo: NOTHING,
  },
  DoesNotFit: {
    types: WARNING,
    on: 'Deployment or StatefulSet, else state ConfigMap',
    when: 'a class of the coming week needs more than the pool can have',
    todo: 'raise the limit that the note names, or tell who teaches it',
  },
  ClassOver: {
    types: ['Normal', 'Warning'],
    on: 'Deployment or StatefulSet, else state ConfigMap',
    when: '45 minutes after the start of a class: announced, came, waited; a warning where people waited',
    todo: 'the smallest change that would have helped, at the end of the note',
  },
  CalendarUnreadable: {
    types: WARNING,
    on: 'state ConfigMap',
    when: 'a calendar cannot be read; the last good copy goes on',
    todo: 'look at its address and who may read it',
  },
  CalendarReadable: { types: NORMAL, on: 'state ConfigMap', when: 'all calendars can be read again', todo: NOTHING },
  ConfigRefused: {
    types: WARNING,
    on: 'state ConfigMap',
    when: 'the config is wrong; the last good one goes on',
    todo: 'mend the values: the note says which',
  },
  ConfigAccepted: { types: NORMAL, on: 'state ConfigMap', when: 'it was refused and is good again', todo: NOTHING },
} as const satisfies Readonly<Record<string, ReasonInfo>>

/** Of the utilization policy; on nodes, so in the namespace `default`. */
export const NODE_REASONS = {
  Cordoned: { types: NORMAL, on: 'Node', when: 'the policy cordons it', todo: NOTHING },
  TakenBack: { types: NORMAL, on: 'Node', when: 'the policy uncordons it, since it is needed', todo: NOTHING },
  Unmarked: { types: NORMAL, on: 'Node', when: 'somebody uncordoned it, so it is theirs', todo: NOTHING },
  Removed: { types: NORMAL, on: 'Node', when: 'it was empty, and is removed', todo: NOTHING },
  WouldCordon: { types: NORMAL, on: 'Node', when: 'the policy recommends that', todo: 'that, where you agree' },
  WouldTakeBack: { types: NORMAL, on: 'Node', when: 'the policy recommends that', todo: 'that, where you agree' },
  WouldRemove: { types: NORMAL, on: 'Node', when: 'the policy recommends that', todo: 'that, where you agree' },
  NotWritten: { types: WARNING, on: 'Node', when: 'a write to it is refused', todo: READ_NOTE },
} as const satisfies Readonly<Record<string, ReasonInfo>>

/** Of profiles and the services beside users' pods. */
export const PROFILES_REASONS = {
  ProfilesProblem: {
    types: WARNING,
    on: 'ConfigMap',
    when: 'something in a ConfigMap with profiles does not count',
    todo: READ_NOTE,
  },
  ServiceMissing: {
    types: WARNING,
    on: 'Pod, ConfigMap',
    when: "a service of a user's profile could not be made",
    todo: READ_NOTE,
  },
} as const satisfies Readonly<Record<string, ReasonInfo>>

export type ReleaseReason = keyof typeof RELEASE_REASONS

export type Reason = ReleaseReason | keyof typeof NODE_REASONS | keyof typeof PROFILES_REASONS
