import { type Answered, accessExamined, sayWho, type Who } from '../../domain/doctor/access.ts'
import type { Examined } from '../../domain/doctor/finding.ts'
import { ifSeen, type Looked, seen } from '../../domain/doctor/looked.ts'
import type { Access } from '../../domain/doctor/needed-access.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import type { Place } from '../cluster/ask.ts'
import { look } from './look.ts'

const GROUP = 'authorization.k8s.io'

/** Asks the API server whether somebody may do what is needed: of a ServiceAccount only who may create such reviews. */
export async function examineAccess(place: Place, who: Who, needed: readonly Access[]): Promise<Examined> {
  const answers = await Promise.all(needed.map((access) => answerTo(place, who, access)))
  const refused = answers.find((one) => one.at === 'unseen')
  const all: Looked<readonly Answered[]> =
    refused ?? seen(answers.flatMap((one) => (one.at === 'seen' ? [one.value] : [])))
  return ifSeen(all, 'access', `whether ${sayWho(who)} may do what it takes`, (value) => accessExamined(who, value))
}

async function answerTo(place: Place, who: Who, access: Access): Promise<Looked<Answered>> {
  const asked = await Promise.all(access.verbs.map((verb) => mayHe(place, who, access, verb)))
  const unseen = asked.find((one) => one.at === 'unseen')
  if (unseen) return unseen
  const denied = access.verbs.filter((_, index) => {
    const one = asked[index]
    return one?.at === 'seen' && !one.value
  })
  return seen({ access, denied })
}

interface Review {
  readonly status?: { readonly allowed?: boolean }
}

async function mayHe(
  { kubernetes }: Place,
  who: Who,
  { group, resource, subresource, name, namespace }: Access,
  verb: string,
): Promise<Looked<boolean>> {
  const kind = who.at === 'account' ? 'SubjectAccessReview' : 'SelfSubjectAccessReview'
  const resources = `${kind.toLowerCase()}s`
  const review = {
    apiVersion: `${GROUP}/v1`,
    kind,
    spec: { ...subjectOf(who), resourceAttributes: { verb, group, resource, subresource, name, namespace } },
  }
  const answered = await look(kubernetes.create<Review>(apiPath`/apis/${GROUP}/v1/${resources}`, review), {
    verb: 'create',
    resource: resources,
    group: GROUP,
  })
  return answered.at === 'seen' ? seen(answered.value.status?.allowed === true) : answered
}

/** With the groups that a token of the account has: rules are mostly granted to one of them. */
const subjectOf = (who: Who): object =>
  who.at === 'oneself'
    ? {}
    : {
        user: `system:serviceaccount:${who.namespace}:${who.name}`,
        groups: ['system:serviceaccounts', `system:serviceaccounts:${who.namespace}`, 'system:authenticated'],
      }
