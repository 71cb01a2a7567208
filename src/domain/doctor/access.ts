import { sayCount } from '../say.ts'
import { broken, type Examined, examined, type Finding, warning } from './finding.ts'
import type { Access } from './needed-access.ts'

/** Whose rights were asked for. */
export type Who =
  | { readonly at: 'account'; readonly namespace: string; readonly name: string }
  /** Whoever runs the command, to install it there. */
  | { readonly at: 'oneself'; readonly namespace: string }

/** What the API server said of one need. */
export interface Answered {
  readonly access: Access
  /** Of its verbs those that are denied. */
  readonly denied: readonly string[]
}

/** Whether somebody may do all that is needed, a finding for each thing that they may not. */
export function accessExamined(who: Who, answers: readonly Answered[]): Examined {
  const findings = answers.filter(({ denied }) => denied.length > 0).map((one) => findingOf(who, one))
  const well = `${sayWho(who)} may do all that ${who.at === 'account' ? 'the controller does' : 'helm does to install'} (${sayCount(answers.length, 'rule')} asked)`
  return examined('access', { findings, well: findings.length > 0 ? [] : [well] })
}

function findingOf(who: Who, { access, denied }: Answered): Finding {
  const what = `${sayWho(who)} may not ${denied.join(', ')} ${sayThing(access)}: ${access.without}`
  const say = access.optional ? warning : broken
  return say('RBAC', what, who.at === 'account' ? grant(who, access) : ask(who))
}

export const sayWho = (who: Who): string =>
  who.at === 'oneself' ? 'you' : `the ServiceAccount ${who.namespace}/${who.name}`

const sayThing = ({ resource: plural, subresource, group, name, namespace }: Access): string => {
  const resource = subresource === undefined ? plural : `${plural}/${subresource}`
  const kind = group === '' ? resource : `${resource}.${group}`
  const where = namespace === undefined ? 'in the cluster' : `in ${namespace}`
  return `${kind}${name === undefined ? '' : ` ${name}`} ${where}`
}

/** The commands that grant the whole of a need, not only the verb that is missing today. */
function grant({ namespace: home, name: account }: Extract<Who, { at: 'account' }>, access: Access): string {
  const { namespace, resource, subresource, group, name, verbs } = access
  const kind = namespace === undefined ? 'clusterrole' : 'role'
  const inside = namespace === undefined ? '' : ` -n ${namespace}`
  const role = ['warmseats', resource, verbs.includes('list') ? 'read' : verbs[0]].join('-')
  const whole = group === '' ? resource : `${resource}.${group}`
  const full = subresource === undefined ? whole : `${whole}/${subresource}`
  const only = name === undefined ? '' : ` --resource-name=${name}`
  return [
    `kubectl${inside} create ${kind} ${role} --verb=${verbs.join(',')} --resource=${full}${only}`,
    `kubectl${inside} create ${kind}binding ${role} --${kind}=${role} --serviceaccount=${home}:${account}`,
  ].join(' && ')
}

const ask = ({ namespace }: Extract<Who, { at: 'oneself' }>): string =>
  `helm install warmseats oci://ghcr.io/warmseats/charts/warmseats --namespace ${namespace} --values values.yaml  # by a person who administers the cluster`
