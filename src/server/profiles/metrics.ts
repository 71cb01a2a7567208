import type { Registry } from 'prom-client'
import type { KnownProfiles } from '../../domain/profiles/known/known.ts'
import type { Admission, ProfilesEvent, RefusedCaller } from '../../domain/profiles/known/profiles-event.ts'
import { families } from '../metrics/families.ts'

const REFUSALS = [401, 403, 429, 503] as const satisfies readonly RefusedCaller['status'][]
const OUTCOMES = ['patched', 'untouched', 'refused', 'failed'] as const satisfies readonly Admission['outcome'][]

/** The metrics of profiles, where they are enabled; the catalogue is docs/metrics.md. */
export function profilesMetrics(registry: Registry): (event: ProfilesEvent) => void {
  const { number, counter, histogram } = families(registry)
  let known: KnownProfiles | undefined
  let validUntilMs: number | undefined
  number(
    'profiles',
    'Profiles that are known, of all ConfigMaps and the values; absent before they were read.',
    () => known?.set.profiles.length,
  )
  number(
    'profiles_problems',
    'What is wrong with profiles; the log names each. Absent before they were read.',
    () => known?.problems.length,
  )
  number(
    'certificate_expiration_timestamp_seconds',
    'When the certificate that is served expires; absent while there is none.',
    () => validUntilMs && validUntilMs / 1000,
  )
  const failures = counter('certificate_failures_total', 'Steps of changing the certificate that failed.')
  const admissions = counter(
    'admissions_total',
    'Pods that the API server asked about: `patched`; `untouched`, no profile gives anything; `refused`, a required service failed; `failed`, the pod started as it was.',
    ['outcome'],
  )
  // The first that fails is an increase then, and not a series that begins with 1.
  for (const outcome of OUTCOMES) admissions.inc({ outcome }, 0)
  const refusals = counter(
    'profiles_api_refusals_total',
    'Questions of hubs that were refused for who asked: `401` no token that counts, `403` not allowed, `429` too many tokens of one address, `503` the API server was not asked.',
    ['status'],
  )
  for (const status of REFUSALS) refusals.inc({ status }, 0)
  const seconds = histogram(
    'admission_duration_seconds',
    'How long an answer to the API server took.',
    [0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1, 3],
  )
  return (event) => {
    switch (event.type) {
      case 'profiles read':
        known = event.known
        return
      case 'admission':
        admissions.inc({ outcome: event.admission.outcome })
        seconds.observe(event.admission.tookMs / 1000)
        return
      case 'caller refused':
        refusals.inc({ status: event.refused.status })
        return
      case 'certificate loaded':
        validUntilMs = event.validUntilMs
        return
      case 'certificate failed':
        failures.inc()
    }
  }
}
