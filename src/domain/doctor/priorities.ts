import type { RawMetadata } from '../scheduling/kubernetes-object.ts'
import type { Config } from '../settings/config.ts'
import { givingWayProblems, type Taking } from '../target/giving-way.ts'
import { broken, type Examined, examined, type Finding, warning } from './finding.ts'
import { USERS_PRIORITY } from './pool-problems.ts'

/** A PriorityClass as the API has it. */
export interface RawPriorityClass {
  readonly metadata?: RawMetadata
  readonly value?: number
  readonly preemptionPolicy?: string
  readonly globalDefault?: boolean
}

/** Below it Cluster Autoscaler boots no node for a pod, unless it was told another cutoff. */
const AUTOSCALER_CUTOFF = -10

/**
 * The classes of placeholders and of users, before anybody comes: that of the placeholders has to be there, and whoever has
 * no class of their own gets the global default, which has to be above it and preempt.
 * @param isInstalled whether the chart has made its class already
 */
export function prioritiesExamined(
  config: Config,
  classes: readonly RawPriorityClass[],
  isInstalled: boolean,
): Examined {
  const { priorityClassName, priority } = config.placeholder
  const own = classes.find(({ metadata }) => metadata?.name === priorityClassName)
  const value = own?.value ?? priority
  const findings = [
    ...(own || (!isInstalled && priority !== undefined) ? [] : [missing(priorityClassName)]),
    ...(own && (own.value ?? 0) < AUTOSCALER_CUTOFF ? [tooLow(own)] : []),
    ...(value === undefined ? [] : globalDefault(classes, value)),
  ]
  const well = `placeholders have the priority ${value} (${priorityClassName}), below users without a class of their own`
  return examined('priorities', { findings, well: findings.length > 0 ? [] : [well] })
}

const missing = (name: string): Finding =>
  broken(
    'priorityClass',
    `there is no PriorityClass ${name}: the API server refuses every placeholder`,
    `kubectl create priorityclass ${name} --value=-10 --description="Warmseats placeholders"  # or priorityClass: {create: true} in the values`,
  )

const tooLow = ({ metadata, value }: RawPriorityClass): Finding =>
  warning(
    `PriorityClass ${metadata?.name}`,
    `its value is ${value}: below ${AUTOSCALER_CUTOFF} Cluster Autoscaler boots no node for placeholders, unless its cutoff was lowered`,
    'priorityClass: {value: -10}',
  )

/** By the product's own judgement, of a user who has the class that everybody gets. */
function globalDefault(classes: readonly RawPriorityClass[], priority: number): Finding[] {
  const everybody = classes.find((one) => one.globalDefault)
  if (!everybody) return []
  const { value = 0, preemptionPolicy, metadata } = everybody
  const neverPreempts = preemptionPolicy === 'Never'
  const user: Taking = { priority: value, ...(neverPreempts ? { neverPreempts: true } : {}) }
  const ranks = [{ priority: value, neverPreempts, users: 1 }]
  return givingWayProblems({ pool: '', priority, ranks, users: () => [user] }).map(({ text }) =>
    broken(
      `PriorityClass ${metadata?.name}`,
      `it is what pods without a class get (globalDefault); ${text}`,
      USERS_PRIORITY,
    ),
  )
}
