import type { ProblemView } from './problems.ts'
import { sayProblem } from './say-problem.ts'
import type { Cause, Doing } from './waiting/cause.ts'
import type { Place } from './waiting/doing.ts'

/** What keeps us from seeing or from doing our work, each with what can be done. */
export const troubleCauses = (problems: readonly ProblemView[], place: Place): Cause[] =>
  problems
    .filter(({ level }) => level === 'bad')
    .map((one) => ({ kind: 'trouble', text: sayProblem(one), doing: doingOf(one, place) }))

/** Without a memory, or with an old certificate, nodes come all the same. */
export const keepsNodesAway = ({ text }: Cause): boolean => !/^(memory|certificate)\b/.test(text)

/** By where a problem is, as `problemsOf` names it. */
const DOINGS: readonly (readonly [where: RegExp, doing: (place: Place) => Doing])[] = [
  [
    /^no replica leads$/,
    ({ namespace }) => ({
      text: 'see whether one runs and who holds the Lease',
      copy: `kubectl -n ${namespace} get pods,leases`,
    }),
  ],
  [
    /^cluster$/,
    () => ({
      text: 'see whether the API server answers, and what does not',
      copy: "kubectl get --raw '/readyz?verbose'",
    }),
  ],
  [
    /^state ConfigMap$/,
    ({ namespace }) => ({
      text: 'have it made anew, with the release and the values that it was installed with',
      copy: `helm -n ${namespace} list && helm -n ${namespace} upgrade RELEASE CHART --reuse-values`,
    }),
  ],
  [
    /^(watch of|writes of) /,
    ({ namespace }) => ({
      text: 'see what it may do, and upgrade the release, which makes its role anew',
      copy: `warmseats doctor -n ${namespace}`,
    }),
  ],
  [/^calendar/, ({ namespace }) => ({ text: 'read it as the program does', copy: `warmseats doctor -n ${namespace}` })],
  [
    /^nodePools|^config/,
    ({ namespace }) => ({
      text: 'mend the values and upgrade; this checks them',
      copy: `warmseats doctor -n ${namespace}`,
    }),
  ],
]

const doingOf = ({ where }: ProblemView, place: Place): Doing =>
  DOINGS.find(([is]) => is.test(where))?.[1](place) ?? {
    text: 'read its log',
    copy: `kubectl -n ${place.namespace} logs ${place.identity} --tail 50`,
  }
