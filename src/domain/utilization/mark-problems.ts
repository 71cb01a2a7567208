import { isCordoned, isLeaving, isReady } from '../cluster/node.ts'
import type { Observed } from '../decide/observed.ts'
import { type Problem, problem } from '../problem.ts'
import { CORDONED_AT, isSwitchedOff, ownCordonOf, type Release, SWITCH } from './marks.ts'
import type { Scope } from './scope.ts'

/** What is wrong with annotations that people write: marks that were edited, switches that say neither on nor off. */
export function problemsOf({ nodes, deployments, config, owner, isPolicyOff }: Observed): Problem[] {
  const edited = [...nodes.values()].filter(
    (node) => isCordoned(node) && node.annotations?.[CORDONED_AT] !== undefined && !ownCordonOf(node),
  )
  const switches = [
    ...[...nodes.values()].map(({ name, annotations }) => [`node ${name}`, annotations] as const),
    ...[...deployments.values()].map(({ name, annotations }) => [`Deployment ${name}`, annotations] as const),
  ]
  return [
    ...(isPolicyOff && config.utilization.enabled ? [switchedOff(owner)] : []),
    ...edited.map(({ name, annotations }) =>
      problem(
        `node ${name} annotation ${CORDONED_AT}`,
        `\`${annotations?.[CORDONED_AT]}\` is no instant, so the cordon is taken for a person's; uncordon it by hand`,
      ),
    ),
    ...switches.flatMap(([where, annotations]) => {
      const said = annotations?.[SWITCH]?.trim().toLowerCase()
      return isSwitchedOff(annotations) && said !== 'off'
        ? [problem(`${where} annotation ${SWITCH}`, `\`${said}\` is taken for \`off\`; write \`off\` or \`on\``)]
        : []
    }),
  ]
}

/** Somebody's will, or what is left of an uninstall that failed: it stays until somebody removes it. */
function switchedOff(owner: Release | undefined): Problem {
  const [name, where] = [owner?.name ?? 'RELEASE-state', owner ? `-n ${owner.namespace} ` : '']
  return problem(
    `ConfigMap ${name} annotation ${SWITCH}`,
    'the policy is switched off by annotation, by a person or by an uninstall that did not end; to switch it on again: ' +
      `kubectl ${where}annotate configmap ${name} ${SWITCH}-`,
  )
}

/** Nodes that neither count nor are touched, since nobody knows how large they are. */
export const memoryProblems = (scopes: readonly Scope[]): Problem[] =>
  scopes
    .flatMap(({ nodes }) => nodes.map(({ node }) => node))
    .filter((node) => node.memoryBytes === 0 && isReady(node) && !isLeaving(node))
    .map(({ name }) =>
      problem(
        `node ${name}`,
        'its memory (status.capacity) is no positive quantity: it does not count, and is not touched',
      ),
    )
