import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { ProfilesEvent } from '../../domain/profiles/known/profiles-event.ts'

/** The metrics of profiles, where they are enabled; the catalogue is docs/metrics.md. */
export function profilesMetrics(registry: Registry): (event: ProfilesEvent) => void {
  const registers = [registry]
  const gauge = (name: string, help: string) => new Gauge({ name: `warmseats_${name}`, help, registers })
  const profiles = gauge('profiles', 'Profiles that are known, of all ConfigMaps and the values.')
  const problems = gauge('profiles_problems', 'What is wrong with profiles; the log names each.')
  const validUntil = gauge('certificate_expiry_seconds', 'When the certificate that is served expires, epoch seconds.')
  const failures = new Counter({
    name: 'warmseats_certificate_failures_total',
    help: 'Steps of changing the certificate that failed.',
    registers,
  })
  const admissions = new Counter({
    name: 'warmseats_admissions_total',
    help: 'Pods that the API server asked about, by what became of them.',
    labelNames: ['outcome'],
    registers,
  })
  const seconds = new Histogram({
    name: 'warmseats_admission_seconds',
    help: 'How long an answer to the API server took, in seconds.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1, 3],
    registers,
  })
  return (event) => {
    switch (event.type) {
      case 'profiles read':
        profiles.set(event.known.set.profiles.length)
        problems.set(event.known.problems.length)
        return
      case 'admission':
        admissions.inc({ outcome: event.admission.outcome })
        seconds.observe(event.admission.tookMs / 1000)
        return
      case 'certificate loaded':
        validUntil.set(event.validUntilMs / 1000)
        return
      case 'certificate failed':
        failures.inc()
    }
  }
}
