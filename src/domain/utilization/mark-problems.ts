import { isCordoned } from '../node.ts'
import type { Observed } from '../observed.ts'
import { type Problem, problem } from '../problem.ts'
import { CORDONED_AT, isSwitchedOff, ownCordonOf, SWITCH } from './marks.ts'

/** What is wrong with annotations that people write: marks that were edited, switches that say neither on nor off. */
export function problemsOf({ nodes, deployments }: Observed): Problem[] {
  const edited = [...nodes.values()].filter(
    (node) => isCordoned(node) && node.annotations?.[CORDONED_AT] !== undefined && !ownCordonOf(node),
  )
  const switches = [
    ...[...nodes.values()].map(({ name, annotations }) => [`node ${name}`, annotations] as const),
    ...[...deployments.values()].map(({ name, annotations }) => [`Deployment ${name}`, annotations] as const),
  ]
  return [
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
