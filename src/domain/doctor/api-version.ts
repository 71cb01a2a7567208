import { broken, type Examined, examined } from './finding.ts'

/** The oldest Kubernetes that the chart installs on (`kubeVersion`). */
export const OLDEST_MINOR = 27

/** Whether the cluster is one that Warmseats runs on. @param version its `gitVersion`: `v1.33.4-gke.100` */
export function versionExamined(version: string): Examined {
  const minor = minorOf(version)
  if (minor === undefined)
    return examined('cluster', {
      unchecked: [
        { what: 'whether this Kubernetes is supported', because: `its version is not understood: ${version}` },
      ],
    })
  if (minor >= OLDEST_MINOR)
    return examined('cluster', {
      well: [`the API answers: Kubernetes ${version} (1.${OLDEST_MINOR} or newer is needed)`],
    })
  const what = `Kubernetes ${version} is older than 1.${OLDEST_MINOR}: helm refuses the chart, and what the controller writes may be refused`
  return examined('cluster', {
    findings: [broken('Kubernetes', what, `upgrade the control plane to 1.${OLDEST_MINOR} or newer`)],
  })
}

/** Of `v1.33.4` 33; undefined: it is no version 1. */
export const minorOf = (version: string): number | undefined => {
  const [, minor] = /^v?1\.(\d+)/.exec(version) ?? []
  return minor === undefined ? undefined : Number(minor)
}
