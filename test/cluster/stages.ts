/** kwok's Stage objects: its own, with what tests need on top. */
import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { handsOff } from './nodes.ts'
import type { Files } from './programs/control-plane.ts'

interface Stage {
  readonly metadata: { readonly name: string }
  readonly spec: {
    readonly selector: { readonly matchExpressions: readonly { readonly key: string }[] }
    readonly delay?: object
    readonly next: { readonly statusTemplate?: string }
  }
}

/**
 * No kubelet lets a pod go in the moment in which it is deleted. One that did would show a race of the scheduler, which forgets
 * now and then a user whose last victim is gone before it looks again (https://github.com/kubernetes/kubernetes/issues/141694).
 */
const POD_END_MS = 200

/**
 * Returns the text of kwok's configuration file. Pods start after `podStartMs`; what carries the annotation
 * {@link handsOff} is left alone, except that a deleted pod always goes.
 */
export function stages(files: Files, podStartMs: number): string {
  return [...files]
    .filter(([name]) => name.startsWith('stages/'))
    .map(([, path]) => load(readFileSync(path, 'utf8')) as Stage)
    .map((stage) => (stage.metadata.name === 'pod-delete' ? delayed(POD_END_MS, stage) : onlyUnless(handsOff, stage)))
    .map((stage) => (stage.metadata.name === 'node-initialize' ? withCapacity(stage) : stage))
    .map((stage) => (stage.metadata.name === 'pod-complete' ? onlyControlled(stage) : stage))
    .map((stage) => (stage.metadata.name === 'pod-ready' ? delayed(podStartMs, stage) : stage))
    .map((stage) => `${JSON.stringify(stage)}\n`)
    .join('---\n')
}

function onlyUnless(annotation: string, stage: Stage): Stage {
  const key = `.metadata.annotations["${annotation}"]`
  const matchExpressions = [...stage.spec.selector.matchExpressions, { key, operator: 'DoesNotExist' }]
  return { ...stage, spec: { ...stage.spec, selector: { ...stage.spec.selector, matchExpressions } } }
}

/**
 * Makes a new node's capacity what is allocatable: Karpenter's kwok provider registers nodes whose capacity is what their
 * first pods ask for, which is less.
 */
function withCapacity(stage: Stage): Stage {
  const template = stage.spec.next.statusTemplate ?? ''
  const statusTemplate = template.replace('{{ with .status.capacity }}', '{{ with .status.allocatable }}')
  if (statusTemplate === template)
    throw new Error("kwok's stage node-initialize has changed: see test/cluster/stages.ts")
  return { ...stage, spec: { ...stage.spec, next: { ...stage.spec.next, statusTemplate } } }
}

/** Completes the pods that a Job controls: one that merely belongs to a Job, as the dummies of a rehearsal do, runs on. */
function onlyControlled(stage: Stage): Stage {
  const [owner, controller] = [
    '.metadata.ownerReferences.[].kind',
    '.metadata.ownerReferences.[] | select(.controller) | .kind',
  ]
  const { matchExpressions } = stage.spec.selector
  if (!matchExpressions.some(({ key }) => key === owner))
    throw new Error("kwok's stage pod-complete has changed: see test/cluster/stages.ts")
  const changed = matchExpressions.map((one) => (one.key === owner ? { ...one, key: controller } : one))
  return { ...stage, spec: { ...stage.spec, selector: { ...stage.spec.selector, matchExpressions: changed } } }
}

function delayed(durationMilliseconds: number, stage: Stage): Stage {
  return durationMilliseconds === 0 ? stage : { ...stage, spec: { ...stage.spec, delay: { durationMilliseconds } } }
}
